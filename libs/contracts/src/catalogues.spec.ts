import { channels, dispositions, mandatoryReportItems, reporterKinds, riskLevels } from './catalogues/intake';
import { deskServiceOf, deskServices } from './catalogues/desks';
import { matterCatalogue } from './catalogues/matters';
import { discardReasons } from './catalogues/quarantine';
import { isRole, roleCatalogue } from './catalogues/roles';
import {
  civilAffairsOutcomes,
  designationEnds,
  deskOutcomes,
  educationOutcomes,
  parts,
  policeOutcomes,
  referralStates,
  rehabOutcomes,
  returnReasons,
} from './catalogues/work';
import { documentsCatalogue } from './generated/documents';
import { eventCatalogue } from './generated/event-rows';
import { prohibitedActions } from './generated/prohibited-actions';
import { refusals } from './refusals';
import { accessRefusals } from './refusals/access';
import { attachmentRefusals } from './refusals/attachment';
import { edgeRefusals } from './refusals/edge';
import { intakeRefusals } from './refusals/intake';
import { sheetRefusals } from './refusals/sheet';
import { workRefusals } from './refusals/work';
import { validateEvent } from './validate-event';
import { examplesOf } from './testing/golden-examples';

const lists = {
  channels,
  civilAffairsOutcomes,
  designationEnds,
  deskOutcomes,
  deskServices,
  discardReasons,
  dispositions,
  documentsCatalogue,
  educationOutcomes,
  mandatoryReportItems,
  matterCatalogue,
  parts,
  policeOutcomes,
  prohibitedActions,
  referralStates,
  rehabOutcomes,
  reporterKinds,
  returnReasons,
  riskLevels,
  roleCatalogue,
};
const han = /\p{Script=Han}/u;
const namedLists = Object.entries(lists).map(([name, rows]) => ({
  name,
  rows: rows as readonly { code: string; zh: string; en: string }[],
}));

describe.each(namedLists)('$name', ({ rows }) => {
  it('lists every code once', () => {
    const codes = rows.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('names every code in Chinese and in English', () => {
    expect(rows.filter(({ zh, en }) => !han.test(zh) || en === '' || han.test(en))).toEqual([]);
  });
});

describe('matters', () => {
  it('are the 22 kinds of the responsibility tables', () => {
    expect(matterCatalogue).toHaveLength(22);
  });

  it('have a slug of their own for addresses', () => {
    const slugs = matterCatalogue.map(({ slug }) => slug);
    expect(new Set(slugs).size).toBe(22);
    expect(slugs.filter((slug) => !/^[a-z]+(-[a-z]+)*$/.test(slug))).toEqual([]);
  });

  it.each([
    ['venue/儿童之家', 'venue'],
    ['education/dropout', 'dropout'],
    ['emergency', 'emergency'],
  ])('%s has the slug %s', (code, slug) => {
    expect(matterCatalogue.find((row) => row.code === code)?.slug).toBe(slug);
  });
});

describe('risk levels', () => {
  it('are listed most urgent first, with the colours of the guardianship risk table', () => {
    expect(riskLevels.map(({ code, colour }) => `${code} ${colour}`)).toEqual([
      'R1 red',
      'R2 orange',
      'R3 yellow',
      'R4 blue',
      'R0 none',
    ]);
    expect(riskLevels.map(({ urgency }) => urgency)).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('roles', () => {
  const codes = new Set<string>(roleCatalogue.map(({ code }) => code));

  it.each([
    'police',
    'civil_affairs',
    'guardian',
    'external',
    'cyberspace',
    'coordination_office',
    'rescue_station',
  ])('%s is a role', (code) => {
    expect(isRole(code)).toBe(true);
  });

  it.each(['Police', '', 'toString', 'intake'])('%p is none', (code) => {
    expect(isRole(code)).toBe(false);
  });

  it('hold every maker of a document, but the reception desk and whoever holds the item', () => {
    const makers = documentsCatalogue.flatMap(({ makerRole, alsoMadeBy }) => [makerRole, ...alsoMadeBy]);
    expect([...new Set(makers)].filter((maker) => !codes.has(maker)).sort()).toEqual(['assignee', 'intake']);
  });

  it('can receive a referral, as the schema writes roles', () => {
    const [example] = examplesOf('referral.moved.v1');
    const refused = [...codes].filter(
      (role) => !validateEvent('referral.moved.v1', { ...example?.data, role }).valid,
    );
    expect(refused).toEqual([]);
  });
});

describe('desks', () => {
  const roles = deskServices.flatMap((row) => row.roles);

  it('are one for every role that is no person, and for no role twice', () => {
    const able = roleCatalogue.filter(({ kind }) => kind !== 'person').map(({ code }) => code);
    expect([...roles].sort()).toEqual(able.sort());
  });

  it.each([
    ['police', 'police'],
    ['civil_affairs', 'civil-affairs'],
    ['education', 'education'],
    ['school', 'education'],
    ['disability_federation', 'rehab'],
    ['township', 'agencies'],
    ['guardian', undefined],
    ['nobody', undefined],
  ])('%s works at %s', (role, service) => {
    expect(deskServiceOf(role)).toBe(service);
  });

  const desksOf = (type: string) => eventCatalogue.filter((row) => row.type === type);

  it.each(['referral.issued.v1', 'referral.changed.v1', 'notice.issued.v1'])('each hear %s', (type) => {
    expect(desksOf(type).flatMap(({ consumers }) => consumers)).toEqual(deskServices.map(({ code }) => code));
  });

  it.each(['referral.signed.v1', 'referral.returned.v1', 'referral.finished.v1', 'notice.received.v1'])(
    'each tell %s on a topic of their own',
    (type) => {
      const topics = desksOf(type).map(({ topics: topic, producer }) => [topic, producer]);
      expect(topics).toEqual(deskServices.map(({ code }) => [`${code}.outcomes`, code]));
    },
  );
});

describe('documents', () => {
  const codes = new Set(documentsCatalogue.map(({ code }) => code));

  it('are the 97 types of the catalogue', () => {
    expect(documentsCatalogue).toHaveLength(97);
  });

  it('have codes that a referral may carry', () => {
    expect([...codes].filter((code) => !/^DOC-[A-Z0-9-]{2,60}$/.test(code))).toEqual([]);
  });

  it('are satisfied by documents that exist', () => {
    const named = documentsCatalogue.flatMap(({ satisfiedBy }) => satisfiedBy);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((code) => !codes.has(code))).toEqual([]);
  });

  it('rest on a basis each', () => {
    expect(documentsCatalogue.filter(({ basis }) => basis.length === 0)).toEqual([]);
  });
});

describe('prohibited actions', () => {
  it('are 52, each with an attempt that proves it and a basis', () => {
    expect(prohibitedActions).toHaveLength(52);
    expect(prohibitedActions.filter(({ attempt, basis }) => attempt === '' || basis.length === 0)).toEqual(
      [],
    );
  });

  it('hold the ones that the skeleton enforces', () => {
    const codes = prohibitedActions.map(({ code }) => code);
    expect(codes).toEqual(
      expect.arrayContaining(['NO-R1-DEMOTION', 'NO-REPORTER-DISCLOSURE', 'NO-DISPATCH-DELAY']),
    );
  });
});

describe('work codes', () => {
  it('count a leg as over when it is finished or waived, and never otherwise', () => {
    expect(referralStates.filter(({ over }) => over).map(({ code }) => code)).toEqual(['finished', 'waived']);
  });

  it('offer no return for lack of papers, name, age or registration', () => {
    const codes = returnReasons.map(({ code }) => code as string);
    expect(
      codes.filter((code) => /paper|name_|no_name|age|hukou|registration|incomplete/.test(code)),
    ).toEqual(['other_agency_named']);
  });

  it.each([...policeOutcomes, ...deskOutcomes])('the outcome $code can be published', ({ code }) => {
    const [example] = examplesOf('referral.finished.v1');
    expect(validateEvent('referral.finished.v1', { ...example?.data, outcome: code })).toEqual({
      valid: true,
    });
  });
});

describe('refusals', () => {
  const rows = Object.entries(refusals);

  const tables = {
    edge: edgeRefusals,
    access: accessRefusals,
    attachment: attachmentRefusals,
    intake: intakeRefusals,
    sheet: sheetRefusals,
    work: workRefusals,
  };

  it.each(Object.entries(tables))('of %s are sorted by code', (_part, table) => {
    const codes = Object.keys(table);
    expect(codes).toEqual([...codes].sort());
  });

  it('have each code in one part only', () => {
    const parts = Object.values(tables).flatMap((table) => Object.keys(table));
    expect(new Set(parts).size).toBe(parts.length);
    expect(rows).toHaveLength(parts.length);
  });

  it('have stable codes in small letters', () => {
    expect(
      rows.filter(([code]) => !/^[a-z][a-z0-9]*(_[a-z0-9]+)+$/.test(code)).map(([code]) => code),
    ).toEqual([]);
  });

  it('say what is wrong in Chinese and in English', () => {
    const silent = rows.filter(([, { zh, en }]) => !han.test(zh) || han.test(en) || en.length < 8);
    expect(silent.map(([code]) => code)).toEqual([]);
  });

  it('answer with an error status', () => {
    expect(rows.filter(([, { status }]) => status < 400 || status > 599)).toEqual([]);
  });

  it.each([
    ['token_missing', 401],
    ['duty_missing', 403],
    ['not_found', 404],
    ['idempotency_key_reused', 409],
    ['item_already_claimed', 409],
    ['version_stale', 412],
    ['body_too_large', 413],
    ['if_match_missing', 428],
    ['internal_error', 500],
    ['database_unavailable', 503],
  ] as const)('%s answers %i', (code, status) => {
    expect(refusals[code].status).toBe(status);
  });
});

describe('the event catalogue', () => {
  it('describes every event in Chinese and in English', () => {
    expect(eventCatalogue.filter(({ zh, en }) => !han.test(zh) || han.test(en) || en === '')).toEqual([]);
  });
});
