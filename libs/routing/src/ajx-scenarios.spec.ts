/** The eight AJX scenarios as a person would confirm them, each with facts written by hand from its text. */
import { baseCode } from './categories';
import type { Decision, RouteInput } from './decision';
import type { Facts } from './facts';
import { input, parent } from './fixtures/facts';
import { countyFolders, loadProfile } from './load-profile';
import { route } from './route';

const profile = loadProfile(countyFolders().find((path) => path.endsWith('AJX')) ?? '');

interface Expected {
  disposition: string;
  lead: string;
  local: string;
  firstResponder: string | null;
  cooperating: string[];
  optionalCooperating?: string[];
  notices: string[];
  clocks: [code: string, dueAt: string][];
  documents: string[];
  rows: string[];
  optionalRows?: string[];
  categories: string[];
  review: boolean;
  refused: [code: string, args: Record<string, unknown>][];
}

interface Scenario {
  title: string;
  given: Partial<Omit<RouteInput, 'facts'>> & { facts: Partial<Facts> };
  expected: Expected;
}

const town = (slug: string) => `AJX-township-${slug}`;
const awayBoth = { father: parent('away_working'), mother: parent('away_working') };

const scenarios: Scenario[] = [
  {
    title: 'SC-39: father in prison for eight months, mother able: not without support, other help is offered',
    given: {
      receivedAt: new Date('2026-03-16T14:30:00+08:00'),
      matters: ['living-allowance'],
      categories: ['NONE(O3不成立)'],
      risk: 'R4',
      facts: {
        channel: 'window', reporterKind: 'guardian', ageYears: 10, sex: 'male', hukou: 'local', township: town('dipu'),
        father: parent('imprisoned', 8), mother: parent('caring'), carer: 'one_parent', asks: ['allowance'],
      },
    },
    expected: {
      disposition: 'accept-ineligible-alt', lead: 'civil_affairs', local: '县民政局', firstResponder: null,
      cooperating: ['township'], optionalCooperating: ['education'], notices: ['guardian'],
      clocks: [['D14', '2026-03-25']], documents: ['DOC-NON-CONFIRMATION', 'DOC-ASSISTANCE-APPLICATION'],
      rows: ['AJX-O3', 'AJX-O3e', 'AJX-O5'], optionalRows: ['AJX-教育-2'], categories: ['NONE'], review: true,
      refused: [['NO-CATEGORY', { category: 'C-DEFACTO', fact: 'one_parent_confined' }]],
    },
  },
  {
    title: 'SC-41, first child: mental disability of level 3 in a low-income family is O4',
    given: {
      receivedAt: new Date('2026-05-18T10:00:00+08:00'),
      matters: ['ledger/info', 'living-allowance'],
      categories: ['O4', 'O5'],
      risk: 'R4',
      childIndex: 1,
      facts: {
        channel: 'visit', reporterKind: 'village_worker', ageYears: 12, hukou: 'local', township: town('baofu'),
        father: parent('caring'), mother: parent('caring'), carer: 'parents', lowIncome: 'dibao_edge', childCount: 2,
        disability: { category: 6, level: 3, certificate: true }, asks: ['category_registration'],
      },
    },
    expected: {
      disposition: 'accept-split', lead: 'civil_affairs', local: '县民政局', firstResponder: null,
      cooperating: ['township', 'disability_federation'], optionalCooperating: ['education'], notices: ['guardian'],
      clocks: [['D13', '2026-05-25']], documents: ['DOC-INCOME-CERT', 'DOC-DISABILITY-CERT', 'DOC-CHILD-DOSSIER'],
      rows: ['AJX-O4', 'AJX-残联-2', 'AJX-M5b', 'AJX-ZR2'], optionalRows: ['AJX-O5', 'AJX-O3a', 'AJX-O9'],
      categories: ['O4'], review: true, refused: [],
    },
  },
  {
    title: 'SC-41, second child: limbs of level 3 is not severe, so O5 and not O4',
    given: {
      receivedAt: new Date('2026-05-18T10:00:00+08:00'),
      matters: ['ledger/info', 'living-allowance'],
      categories: ['O4', 'O5'],
      risk: 'R4',
      childIndex: 2,
      facts: {
        channel: 'visit', reporterKind: 'village_worker', ageYears: 10, hukou: 'local', township: town('baofu'),
        father: parent('caring'), mother: parent('caring'), carer: 'parents', lowIncome: 'dibao_edge', childCount: 2,
        disability: { category: 4, level: 3, certificate: true }, asks: ['category_registration'],
      },
    },
    expected: {
      disposition: 'accept-split', lead: 'civil_affairs', local: '县民政局', firstResponder: null,
      cooperating: ['township', 'disability_federation'], optionalCooperating: ['education'], notices: ['guardian'],
      clocks: [['D13', '2026-05-25']], documents: ['DOC-INCOME-CERT', 'DOC-DISABILITY-CERT', 'DOC-CHILD-DOSSIER'],
      rows: ['AJX-O4', 'AJX-O5', 'AJX-残联-2', 'AJX-M5b', 'AJX-ZR2'], optionalRows: ['AJX-O3a', 'AJX-O9'],
      categories: ['O5'], review: true,
      refused: [
        ['NO-CATEGORY', { category: 'O4', child: 2 }],
        ['NO-CATEGORY', { category: 'O4', child: 2, fact: 'disability_cert_only' }],
      ],
    },
  },
  {
    title: 'SC-43: autism without certificate in an ordinary family: rehabilitation now, category by diagnosis',
    given: {
      receivedAt: new Date('2026-05-26T16:10:00+08:00'),
      matters: ['ledger/info', 'rehab'],
      categories: ['O6?'],
      risk: 'R4',
      facts: {
        reporterKind: 'guardian', ageYears: 6, ageMonths: 74, sex: 'male', hukou: 'local', township: town('changshuo'),
        father: parent('caring'), mother: parent('caring'), carer: 'parents', lowIncome: 'ordinary',
        diagnoses: ['autism'], asks: ['category_registration', 'rehab_aid'],
      },
    },
    expected: {
      disposition: 'accept', lead: 'disability_federation', local: '县残联', firstResponder: null,
      cooperating: ['civil_affairs', 'medical_insurance'], optionalCooperating: ['township', 'education'],
      notices: ['guardian'], clocks: [['D14', '2026-06-04']], documents: ['DOC-DIAGNOSIS', 'DOC-REHAB-APPLICATION'],
      rows: ['AJX-O6', 'AJX-残联-1', 'AJX-残联-2', 'AJX-医保-2'], optionalRows: ['AJX-O9'], categories: ['O6'],
      review: true,
      refused: [
        ['NO-REFUSE-ON-GROUND', { ground: 'no_disability_cert' }],
        ['NO-REQUIRED-PAPER', { document: 'DOC-DISABILITY-CERT' }],
      ],
    },
  },
  {
    title: 'SC-44: one parent away, the other at home and able: not registered as left behind, with the elements',
    given: {
      receivedAt: new Date('2026-05-27T09:00:00+08:00'),
      matters: ['ledger/info'],
      categories: ['NONE'],
      risk: 'R4',
      facts: {
        channel: 'visit', reporterKind: 'village', ageYears: 8, sex: 'male', hukou: 'local', ruralHukou: true,
        township: town('shangshu'), father: parent('away_working'), mother: parent('caring'), carer: 'one_parent',
        asks: ['category_registration'],
      },
    },
    expected: {
      disposition: 'reject-registration', lead: 'township', local: '上墅乡', firstResponder: null,
      cooperating: ['civil_affairs'], notices: ['village'], clocks: [['D15', '2026-06-01']],
      documents: ['DOC-NON-CONFIRMATION'], rows: ['AJX-O1', 'AJX-M5b'], optionalRows: ['AJX-N3'],
      categories: ['NONE'], review: true,
      refused: [['NO-CATEGORY', { category: 'C-LEFT', fact: 'one_parent_at_home' }]],
    },
  },
  {
    title: 'SC-45: a left-behind girl beaten by the uncle she is entrusted to, reported by her school',
    given: {
      receivedAt: new Date('2026-03-20T08:35:00+08:00'),
      matters: ['intake/report', 'emergency', 'guardianship', 'assessment', 'medical', 'legal-aid'],
      categories: ['C-LEFT', 'C-ABUSE'],
      mandatoryReportItems: ['MR4', 'MR9'],
      risk: 'R1',
      facts: {
        channel: 'mandatory_report', reporterKind: 'school', mandatoryReporter: true, ageYears: 12, sex: 'female',
        hukou: 'local', ruralHukou: true, township: town('xiaofeng'), ...awayBoth, carer: 'entrusted_carer',
        entrusted: true, harms: ['beaten', 'injuries_multiple', 'sexual_sign'], harmWhen: 'recent', harmRepeated: true,
        suspects: ['entrusted_carer', 'relative'], suspectLivesWithChild: true, safeNow: true, schooling: 'attending',
      },
    },
    expected: {
      disposition: 'accept-emergency', lead: 'police', local: '县公安局', firstResponder: '孝丰派出所（县公安局）',
      cooperating: ['township', 'civil_affairs', 'education', 'justice'],
      optionalCooperating: ['health', 'procuratorate', 'women_federation'],
      notices: ['township', 'guardian', 'school', 'education'],
      clocks: [
        ['D01', '2026-03-20T08:50:00+08:00'],
        ['L01', '2026-03-23T08:35:00+08:00'],
        ['D06', '2026-03-25'],
        ['D09', '2026-03-27'],
      ],
      documents: [
        'DOC-MANDATORY-REPORT', 'DOC-POLICE-INCIDENT-RECORD', 'DOC-MEDICAL-RECORD', 'DOC-DISPOSAL-RECORD',
        'DOC-NOTIFICATION-FORM', 'DOC-ASSESSMENT-REPORT', 'DOC-ENTRUSTED-CARE', 'DOC-EXPERT-OPINION',
      ],
      rows: [
        'AJX-M1a', 'AJX-M2a', 'AJX-M2c', 'AJX-M2f', 'AJX-M2g', 'AJX-M3a', 'AJX-M3b', 'AJX-M4a', 'AJX-R1b',
        'AJX-公安-1', 'AJX-公安-3', 'AJX-教育-5', 'AJX-ZR3',
      ],
      categories: ['C-LEFT', 'C-ABUSE'], review: false,
      refused: [
        ['NO-CONTACT-SUSPECT-SIDE', { party: 'entrusted_carer' }],
        ['NO-RETURN-BEFORE-ASSESSMENT', { to: 'entrusted_carer' }],
      ],
    },
  },
  {
    title: 'SC-46: a child in another county, burned at home: act first, hand over within 24 hours, keep the case',
    given: {
      receivedAt: new Date('2026-03-21T19:50:00+08:00'),
      matters: ['emergency', 'intake/report'],
      categories: ['C-ABUSE'],
      mandatoryReportItems: ['MR4'],
      risk: 'R1',
      facts: {
        reporterKind: 'relative', ageYears: 8, sex: 'female', hukou: 'elsewhere', place: 'elsewhere',
        elsewhere: '长兴县泗安镇', father: parent('caring'), mother: parent('unknown'), carer: 'parents',
        harms: ['burned', 'threatened'], harmWhen: 'recent', harmRepeated: true, suspects: ['parent', 'step_parent'],
        suspectLivesWithChild: true,
      },
    },
    expected: {
      disposition: 'accept-transfer', lead: 'police', local: '县公安局',
      firstResponder: '110、长兴县泗安镇公安机关（跨县联动）', cooperating: ['external'],
      notices: ['external', 'reporter'],
      clocks: [
        ['L04', '2026-03-22T19:50:00+08:00'],
        ['D01', '2026-03-21T20:05:00+08:00'],
      ],
      documents: ['DOC-CROSS-REGION-LETTER', 'DOC-DELIVERY-RECEIPT', 'DOC-POLICE-INCIDENT-RECORD'],
      rows: ['AJX-O0', 'AJX-M2a', 'AJX-公安-1'], optionalRows: ['AJX-M1c'], categories: ['C-ABUSE'], review: true,
      refused: [
        ['NO-REDIRECT-WITHOUT', { item: 'external_receipt' }],
        ['NO-CLOSE-UNMET', { until: 'external_receipt' }],
        ['NO-R1-DEMOTION', { to: 'ordinary_queue' }],
        ['NO-DISPATCH-DELAY', { until: '24h' }],
      ],
    },
  },
  {
    title: 'SC-47, second call: a head wound reported by a neighbour joins the case of the first call',
    given: {
      receivedAt: new Date('2026-05-12T06:30:00+08:00'),
      matters: ['intake/report', 'emergency', 'guardianship', 'living-allowance'],
      categories: ['C-LEFT', 'C-ABUSE'],
      mandatoryReportItems: ['MR4'],
      risk: 'R1',
      joinsOpenCase: true,
      facts: {
        reporterKind: 'neighbour', ageYears: 8, ageEstimated: true, sex: 'male', hukou: 'local', ruralHukou: true,
        township: town('xilong'), ...awayBoth, carer: 'grandparent', harms: ['injury_head', 'beaten'],
        harmWhen: 'today', suspects: ['relative'], suspectLivesWithChild: true,
      },
    },
    expected: {
      disposition: 'merge', lead: 'police', local: '县公安局', firstResponder: '溪龙派出所（县公安局）',
      cooperating: ['township', 'civil_affairs'], optionalCooperating: ['education', 'health'],
      notices: ['guardian', 'township'], clocks: [['D01', '2026-05-12T06:45:00+08:00']],
      documents: ['DOC-INTAKE-RECORD', 'DOC-MERGE-RECORD', 'DOC-POLICE-INCIDENT-RECORD', 'DOC-ASSESSMENT-REPORT'],
      rows: ['AJX-O1', 'AJX-M1a', 'AJX-M2a', 'AJX-M2g', 'AJX-M5b', 'AJX-M2f', 'AJX-M3a'], optionalRows: ['AJX-S2'],
      categories: ['C-LEFT', 'C-ABUSE'], review: true,
      refused: [
        ['NO-DELETE', { object: 'report' }],
        ['NO-MATCH-SUPPRESSED', { ground: 'age_differs' }],
        ['NO-CLOSE-AS-OTHER', { as: 'ordinary_relief' }],
      ],
    },
  },
  {
    title: 'SC-48: a boy of sixteen suspected of an offence, nobody cares for him: sealed, least knowledge',
    given: {
      receivedAt: new Date('2026-07-10T15:20:00+08:00'),
      matters: ['legal-aid', 'guardianship', 'psychological'],
      categories: ['C-CASE'],
      mandatoryReportItems: ['MR6'],
      risk: 'R2',
      facts: {
        channel: 'police', reporterKind: 'police', ageYears: 16, sex: 'male', hukou: 'local', township: town('changshuo'),
        father: parent('refuses'), mother: parent('lost_contact'), carer: 'none', offenceSuspect: true,
        schooling: 'dropped_out', asks: ['appropriate_adult', 'guardianship_change'],
      },
    },
    expected: {
      disposition: 'accept', lead: 'police', local: '县公安局', firstResponder: null,
      cooperating: ['procuratorate', 'justice', 'civil_affairs', 'child_protection_agency'],
      optionalCooperating: ['education', 'human_resources', 'court'], notices: ['guardian', 'justice'],
      clocks: [['L05', '2026-07-13T15:20:00+08:00']],
      documents: ['DOC-INVOLVEMENT-MARK', 'DOC-APPROPRIATE-ADULT', 'DOC-ASSESSMENT-REPORT'],
      rows: ['AJX-O7', 'AJX-检察院', 'AJX-司法-2', 'AJX-S1b'], optionalRows: ['AJX-法院', 'AJX-公安-1', 'AJX-M4b'],
      categories: ['C-CASE'], review: true,
      refused: [
        ['NO-STORED-DETAIL', { detail: 'offence' }],
        ['NO-STORED-DETAIL', { detail: 'accomplice' }],
        ['NO-SEALED-IN-SEARCH', {}],
        ['NO-NOTICE-TO', { role: 'school' }],
        ['NO-NOTICE-TO', { role: 'village' }],
      ],
    },
  },
];

const cooperatingOf = (decision: Decision) =>
  [...new Set(decision.referrals.map(({ agency }) => agency.role))].filter((role) => role !== decision.lead.role);

const share = (part: readonly string[], whole: readonly string[]) =>
  whole.length === 0 ? 1 : whole.filter((item) => part.includes(item)).length / whole.length;

describe.each(scenarios)('$title', ({ given, expected }) => {
  const decision = route(profile, input(given));

  test('what kind of intake it is, and the risk as confirmed', () => {
    expect(decision.disposition).toBe(expected.disposition);
    expect(decision.risk).toBe(given.risk);
  });

  test('who leads and who goes first', () => {
    expect([decision.lead.role, decision.lead.name]).toEqual([expected.lead, expected.local]);
    expect(decision.firstResponder?.local ?? null).toBe(expected.firstResponder);
  });

  test('every necessary agency cooperates, and hardly another', () => {
    const found = cooperatingOf(decision);
    expect(found).toEqual(expect.arrayContaining(expected.cooperating));
    const allowed = [...expected.cooperating, ...(expected.optionalCooperating ?? [])];
    expect(share(allowed, found)).toBeGreaterThanOrEqual(0.8);
  });

  test('everyone who must be told is told', () => {
    expect(decision.notices.map(({ role }) => role)).toEqual(expect.arrayContaining(expected.notices));
  });

  test('the clocks are due when they must be', () => {
    const due = decision.clocks.map(({ code, dueAt }) => [code, dueAt]);
    expect(due).toEqual(expect.arrayContaining(expected.clocks));
  });

  test('the documents are asked for', () => {
    expect(decision.documents).toEqual(expect.arrayContaining(expected.documents));
  });

  test('the rows that carry it are cited, and hardly others', () => {
    expect(share(decision.seedRows, expected.rows)).toBeGreaterThanOrEqual(0.9);
    expect(share([...expected.rows, ...(expected.optionalRows ?? [])], decision.seedRows)).toBeGreaterThanOrEqual(0.58);
  });

  test('categories, review and what must not be done', () => {
    expect(decision.categories.map(baseCode)).toEqual(expected.categories);
    expect(decision.humanReviewRequired).toBe(expected.review);
    const refused = decision.refusedActions.map(({ code, args }) => [code, args]);
    expect(refused).toEqual(expect.arrayContaining(expected.refused));
  });
});
