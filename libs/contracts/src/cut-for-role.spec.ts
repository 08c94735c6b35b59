import fc from 'fast-check';
import { roleCatalogue } from './catalogues/roles';
import { cutForRole, cutMark } from './cut-for-role';
import type { CutEventData } from './cut-for-role';
import type { NoticeIssuedV1, ReferralIssuedV1 } from './generated/event-types';
import { fieldClasses } from './generated/field-classes';
import { containers, groupByPath, needOf, sensitiveWords } from './need-to-know';
import { examplesOf } from './testing/golden-examples';
import { validateEvent } from './validate-event';

const outgoing = ['referral.issued.v1', 'referral.changed.v1', 'notice.issued.v1'] as const;
const roles = roleCatalogue.map(({ code }) => code);

const child = {
  name: '禾禾（化名）',
  sex: 'female',
  birthDate: '2019-10-05',
  ageYears: 6,
  idNumber: '330523201910050000',
  address: '孝丰镇竹里村三组',
  township: '孝丰镇',
  hukou: '本县农村',
  household: '再婚家庭',
  disability: '肢体三级',
  guardians: '生母可联系',
  school: '竹里幼儿园',
} as const;

function referral(change: Partial<ReferralIssuedV1> = {}): ReferralIssuedV1 {
  const [example] = examplesOf('referral.issued.v1');
  if (!example) throw new Error('there is no example of a referral');
  const place = { township: '孝丰镇', address: '孝丰镇竹里村三组' };
  return { ...example.data, child, place, statement: '继父打孩子，孩子嘴角流血。', ...change };
}

function notice(change: Partial<NoticeIssuedV1> = {}): NoticeIssuedV1 {
  const [example] = examplesOf('notice.issued.v1');
  if (!example) throw new Error('there is no example of a notice');
  return { ...example.data, ...change };
}

/** Names of what `role` learns about the child. */
const learns = (role: string, part: 'lead' | 'cooperating'): string[] => {
  const { child: seen, statement, place } = cutForRole(role, part, referral());
  const placed = Object.keys(place ?? {}).map((name) => `place.${name}`);
  return [...Object.keys(seen ?? {}), ...placed, ...(statement === undefined ? [] : ['statement'])].sort();
};

const everything = [...Object.keys(child), 'place.address', 'place.township', 'statement'].sort();

/** 信息共享 of a county's document: each agency gets what its part needs, and no more. */
it.each([{ row: 'AJX-M5c', lane: ['education', 'women_federation', 'youth_league'] }])(
  '$row: $lane share a case, each cut to its part',
  ({ lane }) => {
    for (const role of lane) {
      const learned = learns(role, 'cooperating');
      expect(learned.length).toBeLessThan(everything.length);
      expect(learned).not.toContain('idNumber');
    }
    expect(learns('police', 'cooperating')).toContain('idNumber');
  },
);

describe('what a role learns from a referral', () => {
  it.each(['police', 'civil_affairs', 'coordination_office', 'child_protection_agency'])(
    '%s learns everything, in either part',
    (role) => {
      expect(learns(role, 'lead')).toEqual(everything);
      expect(learns(role, 'cooperating')).toEqual(everything);
    },
  );

  it.each<[string, 'lead' | 'cooperating', string[]]>([
    [
      'education',
      'cooperating',
      ['ageYears', 'birthDate', 'name', 'place.township', 'school', 'sex', 'township'],
    ],
    [
      'disability_federation',
      'cooperating',
      ['ageYears', 'birthDate', 'disability', 'name', 'place.township', 'sex', 'township'],
    ],
    ['village', 'cooperating', ['address', 'name', 'place.address', 'place.township', 'township']],
    ['school', 'cooperating', ['name', 'school']],
    ['finance', 'cooperating', ['place.township', 'township']],
    ['external', 'lead', ['place.township', 'township']],
    ['guardian', 'lead', []],
    ['relative', 'cooperating', []],
    ['reporter', 'lead', []],
    ['a role of next year', 'lead', []],
    ['__proto__', 'lead', []],
  ])('%s as %s learns %p', (role, part, expected) => {
    expect(learns(role, part)).toEqual(expected);
  });

  it.each(roles)('%s learns as lead at least what it learns as cooperating', (role) => {
    expect(learns(role, 'lead')).toEqual(expect.arrayContaining(learns(role, 'cooperating')));
  });

  it('the ID number goes to those who must identify or pay, and to nobody else', () => {
    const cooperating = roles.filter((role) => learns(role, 'cooperating').includes('idNumber'));
    expect(cooperating.sort()).toEqual([
      ...[
        'child_protection_agency',
        'child_welfare_institution',
        'civil_affairs',
        'coordination_office',
        'court',
      ],
      ...['medical_insurance', 'police', 'procuratorate'],
    ]);
  });

  it('no person and no body outside the county learns who the child is', () => {
    const outside = roleCatalogue.filter(({ kind }) => kind === 'person' || kind === 'outside');
    const telling = outside.filter(({ code }) =>
      learns(code, 'lead').some((field) => !field.endsWith('township')),
    );
    expect(telling).toEqual([]);
  });

  it('what everybody on the case must know is never cut', () => {
    const { child: _child, place: _place, statement: _statement, ...rest } = referral();
    expect(cutForRole('finance', 'cooperating', referral())).toMatchObject(rest);
  });

  it('an object of which nothing is left is left out', () => {
    const cut = cutForRole('guardian', 'lead', referral());
    expect(cut).not.toHaveProperty('child');
    expect(cut).not.toHaveProperty('place');
  });

  it('the referral that was given is not changed', () => {
    const given = referral();
    cutForRole('village', 'cooperating', given);
    expect(given).toEqual(referral());
  });

  it('a field that nobody classified is dropped, for the police too', () => {
    const extra = { ...referral(), reporterPhone: '139****0000', child: { ...child, nickname: '小禾' } };
    const cut = JSON.stringify(cutForRole('police', 'lead', extra));
    expect(cut).not.toContain('139****0000');
    expect(cut).not.toContain('小禾');
  });
});

describe('every cut', () => {
  const cases = outgoing.flatMap((type) => examplesOf(type).map(({ name, data }) => ({ type, name, data })));

  it.each(cases)('of $type $name still satisfies its schema, for every role', ({ type, data }) => {
    const part = type === 'notice.issued.v1' ? ['notice' as const] : (['lead', 'cooperating'] as const);
    const broken = [...roles, 'unknown_role'].flatMap((role) =>
      part
        .filter((each) => !validateEvent(type, cutForRole<CutEventData>(role, each, data)).valid)
        .map((each) => `${role} ${each}`),
    );
    expect(broken).toEqual([]);
  });
});

describe('whatever a referral says', () => {
  /** Marks each value with its field, so that a leak names itself. */
  const marked = (name: string) => fc.stringMatching(/^[a-z]{1,8}$/).map((text) => `<${name}:${text}>`);
  const anyChild = fc.record(
    Object.fromEntries(Object.keys(child).map((name) => [name, marked(`child.${name}`)])),
    { requiredKeys: [] },
  );
  const anyPlace = fc.record(
    { township: marked('place.township'), address: marked('place.address') },
    { requiredKeys: [] },
  );
  const anyRole = fc.oneof(fc.constantFrom(...roles), fc.string());
  const anyPart = fc.constantFrom('lead' as const, 'cooperating' as const);

  it('a role gets exactly the fields that its row grants', () => {
    fc.assert(
      fc.property(
        anyRole,
        anyPart,
        anyChild,
        anyPlace,
        marked('statement'),
        (role, part, someChild, place, statement) => {
          const given = { ...referral(), child: someChild, place, statement } as ReferralIssuedV1;
          const fieldsIn = (value: unknown) =>
            [...JSON.stringify(value).matchAll(/<([a-zA-Z.]+):/g)].map(([, path]) => path);
          const granted = new Set(needOf(role)[part]);
          const expected = fieldsIn(given).filter((path) => granted.has(groupByPath[path ?? ''] ?? 'notice'));
          expect(fieldsIn(cutForRole(role, part, given)).sort()).toEqual(expected.sort());
        },
      ),
      { numRuns: 300 },
    );
  });

  it('cutting what was cut changes nothing', () => {
    fc.assert(
      fc.property(anyRole, anyPart, fc.string(), (role, part, statement) => {
        const once = cutForRole(role, part, referral({ statement: `${statement}性侵${statement}HIV` }));
        expect(cutForRole(role, part, once)).toEqual(once);
      }),
      { numRuns: 100 },
    );
  });
});

describe('sensitive words', () => {
  const said = '孩子被打，疑似性侵后怀孕；父亲吸毒服刑；母亲感染艾滋病毒（HIV）；孩子说想自杀。';
  const heard = (role: string): string =>
    cutForRole(role, 'lead', referral({ statement: said })).statement ?? '';

  it.each(['police', 'civil_affairs', 'procuratorate', 'court', 'child_protection_agency'])(
    '%s hears all of them',
    (role) => {
      expect(heard(role)).toBe(said);
    },
  );

  it('education hears of none, and still of the danger to life', () => {
    expect(heard('education')).toBe(
      `孩子被打，疑似${cutMark}后${cutMark}；父亲${cutMark}${cutMark}；母亲感染${cutMark}（${cutMark}）；孩子说想自杀。`,
    );
  });

  it.each([
    ['health', ['infection', 'sexual']],
    ['justice', ['offence', 'sexual']],
    ['township', ['offence']],
    ['disability_federation', []],
  ])('%s hears of %p', (role, expected) => {
    expect([...needOf(role).words].sort()).toEqual(expected);
  });

  it('are cut out of every text of a referral, lists included', () => {
    const [clause] = referral().clauses;
    const cut = cutForRole('education', 'lead', {
      ...referral({ task: '为艾滋病家庭儿童安排入学' }),
      clauses: clause ? [{ ...clause, quote: '遭受性侵害的儿童' }] : [],
      child: { ...child, guardians: '父亲在监狱服刑' },
    });
    expect(JSON.stringify(cut)).not.toMatch(/艾滋|性侵|监狱|服刑/);
    expect(cut.task).toBe(`为${cutMark}家庭儿童安排入学`);
  });

  it('never stand in a notice, whoever receives it', () => {
    const cut = roles.map((role) => cutForRole(role, 'notice', notice({ text: said })).text);
    expect(cut.filter((text) => /性侵|怀孕|艾滋|HIV|吸毒/.test(text))).toEqual([]);
    expect(cut.filter((text) => !text.includes('孩子被打'))).toEqual([]);
  });

  it('are cut whole: no shorter word stands before a longer one that holds it', () => {
    const hidden = Object.values(sensitiveWords).flatMap((words) =>
      words.filter((word, index) => words.slice(0, index).some((earlier) => word.includes(earlier))),
    );
    expect(hidden).toEqual([]);
  });

  it('are cut in a joined report too', () => {
    const [example] = examplesOf('referral.changed.v1');
    const changed = { ...example?.data, statement: said } as CutEventData;
    expect(JSON.stringify(cutForRole('education', 'lead', changed))).not.toMatch(/性侵|艾滋|吸毒/);
  });
});

describe('the table of needs', () => {
  const personal = outgoing.flatMap((type) =>
    Object.entries(fieldClasses[type] ?? {})
      .filter(([, fieldClass]) => fieldClass === 'personal' || fieldClass === 'sensitive')
      .map(([path]) => path),
  );

  it('knows every personal field of what goes out, so that a new one is decided on and not forgotten', () => {
    expect(
      [...new Set(personal)].filter((path) => !(path in groupByPath) && !containers.includes(path)),
    ).toEqual([]);
  });

  it('holds no field that does not go out', () => {
    expect(Object.keys(groupByPath).filter((path) => !personal.includes(path))).toEqual([]);
  });

  it('has nothing of the reporter in what goes out', () => {
    const told = outgoing.flatMap((type) => Object.values(fieldClasses[type] ?? {}));
    expect(told).not.toContain('reporter');
  });
});
