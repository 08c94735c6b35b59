import { randomUUID } from 'node:crypto';
import { anOfficeActor } from '@yimen/auth/testing';
import { aKey, anIntake, operator } from '../testing/intake-system';

let intake: Awaited<ReturnType<typeof anIntake>>;
beforeAll(async () => {
  intake = await anIntake();
});
afterAll(() => intake.stop());

const there = { ...operator, jurisdiction: 'SX', subject: 'sx-operator-1', agency: 'SX-coordination_office' };
const reviewer = anOfficeActor('reviewer');
const reviewerThere = { ...reviewer, jurisdiction: 'SX', subject: 'sx-reviewer-1' };
const reason = '孩子住泗县，尤青禾打错了热线';
/** of who told us, in the report that the tests take */
const reporterWords = ['尤青禾', '13800004455'];

interface Receipt {
  reportId: string;
  receiptNo: string;
}

const accept = async (changes: Record<string, unknown> = {}): Promise<Receipt> => {
  const { body } = await intake.accept(changes);
  return { reportId: String(body['reportId']), receiptNo: String(body['receiptNo']) };
};
const handOver = (reportId: string, body: object = { county: 'SX', reason }, actor = operator) =>
  intake.post(`/reports/${reportId}/actions/hand-over`, body, { actor });
const handedTo = (body: Record<string, unknown>): string =>
  (body['handedOverTo'] as { receiptNo: string }).receiptNo;
const receipt = (receiptNo: string, actor = operator) => intake.get(`/receipts/${receiptNo}`, { actor });
const found = async (receiptNo: string, actor = operator) => {
  const { body } = await intake.post('/report-searches', { receiptNo, purpose: 'handling' }, { actor });
  return (body['items'] as Receipt[]).map((item) => item.receiptNo);
};
const disclose = (reportId: string, actor: typeof operator) =>
  intake.post(`/reports/${reportId}/disclosures`, { ground: 'call_back', reason: '回访' }, { actor });

/** Taken down here, handed over, and read there. */
const handedOver = async (changes: Record<string, unknown> = {}) => {
  const here = await accept(changes);
  const { status, body } = await handOver(here.reportId);
  expect([status, body['code']]).toEqual([200, undefined]);
  const receiptThere = handedTo(body);
  const { body: known } = await receipt(receiptThere, there);
  const shown = await intake.get(`/reports/${String(known['reportId'])}`, { actor: there });
  return { here, body, receiptThere, thereId: String(known['reportId']), shown: shown.body };
};
const acceptedOf = async (reportId: string) =>
  (await intake.events()).filter(
    ({ type, data }) => type === 'report.accepted.v1' && data['reportId'] === reportId,
  );

describe('a report of another county', () => {
  it('is a report there with a receipt of its own, and both point at each other', async () => {
    const children = [{ name: '甲小一', idNumber: '330523201310109992' }, { name: '乙小二' }];
    const { here, body, receiptThere, shown } = await handedOver({ children });
    const before = (await intake.get(`/reports/${here.reportId}`)).body;
    expect(receiptThere).toMatch(/^SX-260320-\d{4}-[A-Z]$/);
    expect(body).toMatchObject({ ...here, handedOverTo: { county: 'SX', receiptNo: receiptThere } });
    expect(before).toMatchObject({
      handedOverTo: body['handedOverTo'],
      handedOverFrom: null,
      withdrawn: false,
    });
    expect(shown).toMatchObject({
      county: 'SX',
      receiptNo: receiptThere,
      handedOverFrom: { county: 'AJX', receiptNo: here.receiptNo },
      handedOverTo: null,
      statement: before['statement'],
      channel: before['channel'],
      receivedAt: before['receivedAt'],
      reporter: before['reporter'],
    });
    const saidOf = (report: Record<string, unknown>) =>
      (report['children'] as { said: object; childId: string }[]).map(({ said }) => said);
    expect(saidOf(shown)).toEqual(saidOf(before));
  });

  it('is told there as any report, red as urgent, and here to the case of every child', async () => {
    const { here, receiptThere, thereId } = await handedOver({
      children: [{ name: '丙一' }, { name: '丙二' }],
    });
    const accepted = await acceptedOf(thereId);
    expect(accepted.map(({ urgent, data }) => [urgent, data['county'], data['receiptNo']])).toEqual([
      [true, 'SX', receiptThere],
      [true, 'SX', receiptThere],
    ]);
    const preview = accepted[0]?.data['preview'] as { lead: string };
    expect(preview.lead).toMatch(/^SX-/);
    const told = (await intake.events()).filter(
      ({ type, data }) => type === 'report.handedover.v1' && data['reportId'] === here.reportId,
    );
    const keysHere = (await acceptedOf(here.reportId)).map(({ key }) => key);
    expect(told.map(({ key }) => key).sort()).toEqual(keysHere.sort());
    expect(told[0]?.data).toMatchObject({ county: 'AJX', toCounty: 'SX', toReceiptNo: receiptThere });
    // a child there is a row of that county
    expect(accepted.map(({ key }) => key).filter((key) => keysHere.includes(key))).toEqual([]);
  });

  it('is found under both receipts, in either county', async () => {
    const { here, receiptThere } = await handedOver();
    for (const number of [here.receiptNo, receiptThere]) {
      expect(await found(number)).toEqual([here.receiptNo]);
      expect(await found(number, there)).toEqual([receiptThere]);
      expect((await receipt(number)).body).toMatchObject({
        receiptNo: here.receiptNo,
        handedOverTo: { county: 'SX', receiptNo: receiptThere },
      });
      expect((await receipt(number, there)).body).toMatchObject({
        receiptNo: receiptThere,
        handedOverFrom: { county: 'AJX', receiptNo: here.receiptNo },
      });
    }
  });

  it('takes along what was added, and the gravest level that it ever had', async () => {
    const mild = { narrative: '外孙7岁，跟爷爷住，想问能不能给娃申请补助。', children: [{ name: '丁小满' }] };
    const { reportId } = await accept(mild);
    const added = { narrative: '爷爷说孩子明天去上学。', risk: 'R1' };
    expect((await intake.post(`/reports/${reportId}/amendments`, added, { key: aKey() })).status).toBe(201);
    const { body } = await handOver(reportId);
    const { body: known } = await receipt(handedTo(body), there);
    const [told] = await acceptedOf(String(known['reportId']));
    expect(told?.data['statement']).toContain('明天去上学');
    expect(told?.data['assessment']).toMatchObject({ risk: 'R1' });
  });

  it('keeps a level that a person raised, whatever the words there suggest', async () => {
    const { thereId } = await handedOver({
      narrative: '想问能不能给娃申请补助。',
      children: [{ name: '戊小满' }],
      risk: 'R1',
    });
    const [told] = await acceptedOf(thereId);
    expect([told?.urgent, told?.data['assessment']]).toEqual([true, expect.objectContaining({ risk: 'R1' })]);
  });

  it('is not asked of twice: a child known there by its number is the same child', async () => {
    const children = [{ name: '己小满', idNumber: '110101201501019999' }];
    const first = await intake.accept({ children }, { actor: there });
    const { thereId } = await handedOver({ children });
    const [known] = first.body['children'] as { childId: string }[];
    expect((await acceptedOf(thereId)).map(({ key }) => key)).toEqual([known?.childId]);
  });
});

describe('the reporter of a report that was handed over', () => {
  it('is known to the vault there, to a reviewer of that county, and here as before', async () => {
    const { here, thereId } = await handedOver();
    const opened = [await disclose(thereId, reviewerThere), await disclose(here.reportId, reviewer)];
    for (const { status, text } of opened) {
      expect(status).toBe(200);
      for (const word of reporterWords) expect(text).toContain(word);
    }
    const across = [await disclose(thereId, reviewer), await disclose(here.reportId, reviewerThere)];
    expect(across.map(({ status }) => status)).toEqual([404, 404]);
  });

  it('is in no event, answer or audit row; nor are the words of the reason', async () => {
    const { body, shown } = await handedOver();
    const audited = await intake.rows(`select * from intake.audit`);
    const text = JSON.stringify([await intake.events(), body, shown, audited]);
    for (const word of [...reporterWords, '打错了热线']) expect(text).not.toContain(word);
    const tables = await intake.rows(
      `select h::text, r::text as report from intake.hand_over h, intake.report r`,
    );
    for (const word of [...reporterWords, '打错了热线'])
      for (const written of [word, Buffer.from(word).toString('hex')])
        expect(JSON.stringify(tables)).not.toContain(written);
  });

  it('is looked at for it on record, in the county of the actor', async () => {
    const { here, thereId, receiptThere } = await handedOver();
    const audited = await intake.rows<{
      action: string;
      county: string;
      subject_id: string;
      purpose: string;
    }>(
      `select action, county, subject_id, purpose from intake.audit
       where subject_id = any($1) and (action <> 'report.read' or purpose = 'hand_over') order by id`,
      [[here.reportId, thereId]],
    );
    expect(audited.map(({ action, county, purpose }) => [action, county, purpose])).toEqual([
      ['report.accepted', 'AJX', null],
      ['report.read', 'AJX', 'hand_over'],
      ['report.handed_over', 'AJX', null],
      ['report.accepted', 'SX', null],
    ]);
    expect(receiptThere).not.toBe(here.receiptNo);
  });
});

describe('the other county', () => {
  it('shows the first nothing but the receipt number', async () => {
    const { body, thereId } = await handedOver();
    expect(JSON.stringify(body)).not.toContain(thereId);
    expect((await intake.get(`/reports/${thereId}`)).status).toBe(404);
    const { body: listed } = await intake.get('/reports?limit=100');
    expect((listed['items'] as Receipt[]).map(({ reportId }) => reportId)).not.toContain(thereId);
    const stranger = { ...operator, jurisdiction: 'BX', subject: 'bx-operator-1' };
    expect((await receipt(handedTo(body), stranger)).status).toBe(404);
  });

  it('is chosen from those that have a table and people, without the own one', async () => {
    const { body } = await intake.get('/hand-over-counties');
    const items = body['items'] as { code: string; name: string }[];
    expect(items.map(({ code }) => code)).toEqual(['BX', 'SX']);
    expect(items.at(-1)?.name).toContain('泗县');
  });
});

describe('a report is not handed over', () => {
  it.each<[string, object, number, string]>([
    ['to its own county', { county: 'AJX', reason }, 409, 'hand_over_to_own_county'],
    ['to a county that has no table here', { county: 'ZZ', reason }, 409, 'hand_over_by_letter'],
    ['to a county that ships but where nobody works', { county: 'HR', reason }, 409, 'hand_over_by_letter'],
    ['without a reason', { county: 'SX' }, 400, 'invalid_body'],
    ['for a blank reason', { county: 'SX', reason: ' ' }, 400, 'invalid_body'],
    ['to what is no county code', { county: 'sx', reason }, 400, 'invalid_body'],
  ])('%s', async (_what, body, status, code) => {
    const { reportId } = await accept();
    const before = await intake.counts();
    expect((await handOver(reportId, body)).body).toMatchObject({ status, code });
    expect(await intake.counts()).toEqual(before);
    expect((await intake.get(`/reports/${reportId}`)).body).toMatchObject({ handedOverTo: null });
  });

  it('and a letter says to whom', async () => {
    const { reportId } = await accept();
    const { text } = await handOver(reportId, { county: 'ZZ', reason });
    expect(text).toContain('民政部门');
    expect(text).toContain('110');
  });

  it("and a red one is this county's until a letter has arrived", async () => {
    const { reportId } = await accept();
    const { text } = await handOver(reportId, { county: 'HR', reason });
    expect(text).toContain('仍由本县派单处置');
    const told = (await intake.events()).filter(({ data }) => data['reportId'] === reportId);
    expect(told.map(({ type, urgent, data }) => [type, urgent, data['county']])).toEqual([
      ['report.accepted.v1', true, 'AJX'],
    ]);
  });

  it('twice, also by two at the same time, and leaves nothing of the second', async () => {
    const { reportId } = await accept();
    const before = await intake.counts();
    const answers = await Promise.all([
      handOver(reportId),
      handOver(reportId, { county: 'BX', reason: '孩子住苍溪县' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await handOver(reportId)).body).toMatchObject({ code: 'report_handed_over' });
    expect((await intake.counts())['report']).toBe((before['report'] ?? 0) + 1);
  });

  it('once it was withdrawn', async () => {
    const { reportId } = await accept();
    await intake.post(`/reports/${reportId}/actions/withdraw`, { reason: 'prank' });
    expect((await handOver(reportId)).body).toMatchObject({ status: 409, code: 'report_withdrawn' });
  });

  it('as a batch', async () => {
    const ledger = {
      channel: 'import',
      narrative: '第二季度核实表',
      reporter: { kindText: '乡镇' },
      rows: [{ n: 1, name: '庚小满', guardian: '祖父' }],
    };
    const { status, body } = await intake.post('/imports', ledger, { key: aKey() });
    expect([status, body['code']]).toEqual([202, undefined]);
    expect((await handOver(String(body['importId']))).body).toMatchObject({
      status: 409,
      code: 'batch_not_handed_over',
    });
  });

  it('by another county, by a desk, or under a stranger id', async () => {
    const { reportId } = await accept();
    const codes = [
      await handOver(reportId, { county: 'BX', reason }, there),
      await handOver(randomUUID()),
      await handOver(reportId, { county: 'SX', reason }, anOfficeActor('desk')),
    ].map(({ status }) => status);
    expect(codes).toEqual([404, 404, 403]);
  });
});
