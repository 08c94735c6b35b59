import { aCountySystem } from './testing/county-system';
import type { CountySystem } from './testing/county-system';

jest.setTimeout(180_000);

let running: CountySystem;
beforeAll(async () => {
  running = await aCountySystem();
});
afterAll(() => running.stop());

interface Item {
  id: string;
  caseId: string;
  version: number;
}

interface CaseOf {
  id: string;
  version: number;
  legs: { role: string; agencyId: string; state: string }[];
  clocks: { code: string; state: string; basis: string }[];
  refusedActions: { code: string; args: Record<string, unknown> }[];
}

interface Told {
  narrative: string;
  child: object;
  matters: string[];
}

const office = (county: string) => ({ county, duties: ['operator' as const, 'coordinator' as const] });
const deskOf = (county: string, role: string) => ({ county, duties: ['desk' as const], role });

const readCase = async (county: string, id: string): Promise<CaseOf> =>
  (await running.call<CaseOf>(office(county), 'GET', `/api/coordination/cases/${id}?purpose=test`)).body;

const reported = async (county: string, { narrative, child, matters }: Told): Promise<CaseOf> => {
  const body = {
    channel: 'hotline',
    narrative,
    reporter: { kindText: '邻居' },
    children: [{ ...child, matters }],
  };
  const path = '/api/intake/reports';
  const accepted = await running.call<{ reportId: string }>(office(county), 'POST', path, { body });
  expect(accepted).toMatchObject({ status: 201 });
  await running.system.settle();
  const list = `/api/coordination/cases?reportId=${accepted.body.reportId}`;
  const { body: found } = await running.call<{ items: { id: string }[] }>(office(county), 'GET', list);
  return readCase(county, found.items[0]?.id ?? '');
};

const atDesk = (county: string, role: string, service: string, caseId: string) => {
  const at = deskOf(county, role);
  const item = async (): Promise<Item | undefined> => {
    const { body } = await running.call<{ items: Item[] }>(at, 'GET', `/api/${service}/work-items`);
    return body.items.find((one) => one.caseId === caseId);
  };
  const act = async (action: string, body: object = {}) => {
    const found = await item();
    const path = `/api/${service}/work-items/${found?.id}/actions/${action}`;
    return running.call<{ code?: string }>(at, 'POST', path, { version: found?.version ?? 0, body });
  };
  return { act };
};

const beaten: Told = {
  narrative:
    '留守儿童小满，11岁，爸妈在苏州打工，跟爷爷过。今天下午被爷爷用竹条抽，胳膊腿上好几道红印，没破皮没流血，爷爷承认打了。孩子现在在村部，安全。',
  child: { name: '小满', sex: 'female', ageText: '11岁', address: '黑塔镇大徐村' },
  matters: ['guardianship', 'emergency', 'assessment'],
};

const neglected: Told = {
  narrative:
    '八里甸子镇，隔壁两口子天天打麻将喝酒，8岁的女娃没人管饭，衣服发臭。派出所来过两次，当面教育，没用，昨天晚上孩子又被锁在门外到十点。',
  child: { name: '小于', sex: 'female', ageText: '8岁', address: '八里甸子镇' },
  matters: ['guardianship', 'accountability'],
};

const red: Told = {
  narrative:
    '孝丰镇中心小学：女生小禾12岁，父母在宁波打工，跟舅舅。今早发现后背大片瘀青，说昨晚舅舅用皮带抽。',
  child: { name: '小禾', sex: 'female', ageText: '12岁', address: '孝丰镇' },
  matters: ['emergency', 'guardianship'],
};

const scene = { branch: 'M2f', childSeen: true, childSafe: true, presentCarer: 'relative' };
const incident = 'DOC-POLICE-INCIDENT-RECORD';

describe('NO-STEP-WITHOUT-DOCUMENT', () => {
  it('SX: the police do not finish before the written warning is registered', async () => {
    const { id, refusedActions } = await reported('SX', beaten);
    expect(refusedActions).toContainEqual({
      code: 'NO-STEP-WITHOUT-DOCUMENT',
      args: { step: 'finish_police', document: 'DOC-DV-WARNING' },
    });
    const { act } = atDesk('SX', 'police', 'police', id);
    expect(await act('sign')).toMatchObject({ status: 200 });
    const end = { outcome: 'disposed_on_scene', facts: scene };
    expect(await act('finish', { ...end, documents: [incident] })).toMatchObject({
      status: 409,
      body: { code: 'document_missing', params: { documents: ['DOC-DV-WARNING'] } },
    });
    expect(await act('finish', { ...end, documents: [incident, 'DOC-DV-WARNING'] })).toMatchObject({
      status: 200,
    });
  });

  it('HR: no temporary guardianship before the admonition', async () => {
    const opened = await reported('HR', neglected);
    const { act } = atDesk('HR', 'civil_affairs', 'civil-affairs', opened.id);
    expect(await act('sign')).toMatchObject({ status: 200 });
    const end = {
      outcome: 'temporary_guardianship',
      facts: { ground: 'guardian_neglects', startedOn: '2026-03-20', childSeen: true },
    };
    const papers = ['DOC-TEMP-GUARDIANSHIP'];
    expect(await act('finish', { ...end, documents: papers })).toMatchObject({
      status: 409,
      body: { code: 'document_missing', params: { documents: ['DOC-ADMONITION'] } },
    });
    expect(await act('finish', { ...end, documents: [...papers, 'DOC-ADMONITION'] })).toMatchObject({
      status: 200,
    });
  });

  it('an emergency waits for no paper: it is promised, runs as a clock, and is registered when it comes', async () => {
    const opened = await reported('AJX', red);
    const { act } = atDesk('AJX', 'police', 'police', opened.id);
    expect(await act('sign')).toMatchObject({ status: 200 });
    const dueAt = '2026-03-21T08:00:00+08:00';
    const end = { outcome: 'disposed_on_scene', facts: scene, documents: [] };
    expect(await act('finish', end)).toMatchObject({ status: 409, body: { code: 'document_missing' } });
    expect(await act('finish', { ...end, toFollow: [{ document: incident, dueAt }] })).toMatchObject({
      status: 200,
    });
    await running.system.settle();

    const owed = async () =>
      (await readCase('AJX', opened.id)).clocks.find(({ code }) => code === 'document');
    expect(await owed()).toMatchObject({ basis: incident, state: 'running' });
    const { version } = await readCase('AJX', opened.id);
    const path = `/api/coordination/cases/${opened.id}/actions/register-document`;
    expect(
      await running.call(office('AJX'), 'POST', path, { version, body: { document: incident } }),
    ).toMatchObject({ status: 200 });
    expect(await owed()).toMatchObject({ state: 'met' });
  });
});
