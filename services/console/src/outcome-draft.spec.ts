import { emptyOutcome, finishBody, isPossible, outcomesOf, papersOf } from './outcome-draft';
import type { OutcomeRule, QueueDescription, WorkItem } from './wire';

const rule: OutcomeRule = {
  code: 'written_warning',
  zh: '出具告诫书',
  en: 'Written warning',
  documents: ['DOC-DV-WARNING', 'DOC-POLICE-INCIDENT-RECORD'],
  facts: [
    { name: 'childSeen', zh: '见到儿童本人', en: 'Seen', kind: 'boolean', needed: true },
    { name: 'arrivedAt', zh: '到场时刻', en: 'Arrived', kind: 'time', needed: false },
    { name: 'deliveredOn', zh: '送交日期', en: 'Served on', kind: 'date', needed: true },
    { name: 'warningNo', zh: '文号', en: 'Number', kind: 'reference', needed: true },
    { name: 'injured', zh: '受伤人数', en: 'Injured', kind: 'number', needed: false },
    { name: 'branch', zh: '处置分支', en: 'Branch', kind: 'code', needed: true, codes: [] },
  ],
};

describe('how an item ends', () => {
  it('is sent as the kinds of its facts, in county time', () => {
    const facts = {
      childSeen: 'no',
      arrivedAt: '2026-03-20T08:41',
      deliveredOn: '2026-03-20',
      warningNo: ' 安公告〔2026〕7号 ',
      injured: '2',
      branch: 'M2f',
    };
    const draft = {
      outcome: rule.code,
      facts,
      documents: ['DOC-DV-WARNING'],
      followBy: '',
      note: ' 已告知 ',
    };
    expect(finishBody(draft, rule, rule.documents)).toEqual({
      outcome: 'written_warning',
      facts: {
        childSeen: false,
        arrivedAt: '2026-03-20T08:41:00+08:00',
        deliveredOn: '2026-03-20',
        warningNo: '安公告〔2026〕7号',
        injured: 2,
        branch: 'M2f',
      },
      documents: ['DOC-DV-WARNING'],
      note: '已告知',
    });
  });

  it('leaves out what was not answered, and what belongs to another outcome', () => {
    const draft = {
      ...emptyOutcome,
      outcome: rule.code,
      facts: { childSeen: '', other: 'x' },
      documents: ['DOC-X'],
    };
    expect(finishBody(draft, rule, rule.documents)).toEqual({
      outcome: 'written_warning',
      facts: {},
      documents: [],
    });
  });
});

describe('papers', () => {
  const tied = [
    { step: 'finish_police', document: 'DOC-ADMONITION' },
    { step: 'written_report', document: 'DOC-PERSUASION-RECORD' },
  ];

  it('are those of the outcome and of the step that it takes, each once', () => {
    const stepDocuments = [...tied, { step: 'finish_police', document: 'DOC-DV-WARNING' }];
    expect(papersOf({ ...rule, step: 'finish_police' }, { stepDocuments })).toEqual([
      'DOC-DV-WARNING',
      'DOC-POLICE-INCIDENT-RECORD',
      'DOC-ADMONITION',
    ]);
    expect(papersOf(rule, { stepDocuments })).toEqual(rule.documents);
  });

  it('that are not there are promised until the time that was given, in county time', () => {
    const draft = { ...emptyOutcome, documents: ['DOC-DV-WARNING'], followBy: '2026-03-21T08:00' };
    expect(finishBody(draft, rule, rule.documents)).toMatchObject({
      documents: ['DOC-DV-WARNING'],
      toFollow: [{ document: 'DOC-POLICE-INCIDENT-RECORD', dueAt: '2026-03-21T08:00:00+08:00' }],
    });
    expect(finishBody({ ...draft, documents: [...rule.documents] }, rule, rule.documents)).not.toHaveProperty(
      'toFollow',
    );
  });
});

describe('a queue', () => {
  const item = {
    state: 'signed',
    matter: 'emergency/dispatch',
    agency: { role: 'police', name: '' },
  } as WorkItem;
  const queue = {
    actions: { signed: { finish: { to: 'finished' }, sign: 'item_already_signed' } },
    outcomes: [
      { ...rule, code: 'all' },
      { ...rule, code: 'own', roles: ['police'], matters: ['emergency/dispatch'] },
      { ...rule, code: 'of-others', roles: ['justice'] },
      { ...rule, code: 'of-other-need', matters: ['assessment'] },
    ],
  } as unknown as QueueDescription;

  it('offers the outcomes of the agency and the need', () => {
    expect(outcomesOf(queue, item).map(({ code }) => code)).toEqual(['all', 'own']);
  });

  it.each([
    ['finish', true],
    ['sign', false],
    ['return', false],
  ] as const)('lets a signed item %s: %s', (act, possible) => {
    expect(isPossible(queue, item, act)).toBe(possible);
  });
});
