import { input } from './fixtures/facts';
import { smallProfile } from './fixtures/profile';
import { route } from './route';

type Given = Parameters<typeof input>[0];
const steps = (extra: string, given: Given) => route(smallProfile(extra), input(given)).explanation;
const stepOf = (rule: string, extra: string, given: Given) =>
  steps(extra, given).find((step) => step.rule === rule);
const row = (cells: string) => `rows:\n  - { id: T-1/a, row: T-1, matter: [rehab], ${cells} }\n`;

describe('what a row adds is said in one line', () => {
  test.each([
    ['lead: police', '牵头 police'],
    ['responsible: [police, education]', '并列责任 police、education，待指定牵头'],
    ['cooperating: [{ role: police }, { role: township }]', '配合 police、township'],
    [
      'notices: [{ role: police, to: "", when: 立即 }, { role: school, to: "", when: 当日 }]',
      '告知 police、school',
    ],
    ['documents: [DOC-INTAKE-RECORD, DOC-MERGE-RECORD]', '文书 DOC-INTAKE-RECORD、DOC-MERGE-RECORD'],
    [
      'lead: police, task: 出警, cooperating: [{ role: township }], documents: [DOC-INTAKE-RECORD]',
      '牵头 police；配合 township；文书 DOC-INTAKE-RECORD',
    ],
    ['task: 上门看望', '上门看望'],
    ['followUps: [回访]', '适用'],
  ])('%s: %s', (cells, effect) => {
    expect(stepOf('T-1/a', row(cells), { matters: ['rehab'] })?.effect).toBe(effect);
  });
});

describe('the steps of a decision', () => {
  const category = `categories:
  - code: C-LEFT
    name: 留守儿童
    law: 测试法
    elements:
      - { name: 父母外出, holds: { parentsAway: both }, fails: { parentsAway: none }, decisive: true }
      - { name: 未满十六, holds: { ageYears: { lt: 16 } }, fails: { ageYears: { gte: 16 } } }
`;
  const away = { state: 'away_working', months: null } as const;
  const caring = { state: 'caring', months: null } as const;

  test.each([
    ['met', { father: away, mother: away, ageYears: 9 }, '留守儿童：成立（人工确认）', 'holds', 'holds'],
    ['open', { father: away, mother: away }, '留守儿童：待核（人工确认）', 'holds', 'unknown'],
    [
      'refuted',
      { father: caring, mother: caring, ageYears: 9 },
      '留守儿童：不成立（人工确认）',
      'fails',
      'holds',
    ],
  ])('a category that is %s is said with its elements', (_title, facts, effect, parents, age) => {
    expect(stepOf('category/C-LEFT', category, { matters: ['rehab'], facts })).toEqual({
      rule: 'category/C-LEFT',
      clause: { id: 'C-LEFT', kind: 'law', source: '测试法' },
      matched: { 父母外出: parents, 未满十六: age },
      effect,
    });
  });

  test('a category for which nothing speaks is not said', () => {
    expect(stepOf('category/C-LEFT', category, { matters: ['rehab'] })).toBeUndefined();
  });

  test('the first lead is the lead of the case, another that of its matter alone', () => {
    const given: Given = { matters: ['rehab', 'emergency'], risk: 'R1' };
    expect(stepOf('lead/emergency', '', given)).toMatchObject({
      clause: { id: 'T-1' },
      matched: { matter: 'emergency' },
      effect: '本案牵头 police',
    });
    expect(stepOf('lead/rehab', '', given)?.effect).toBe('本事项牵头 civil_affairs');
  });

  test('who is withheld is said with what made it so', () => {
    const extra =
      'withholds:\n  - { id: w, law: 测试法, when: { suspects: school_staff }, ' +
      'roles: [school, village], from: [notices] }\n';
    expect(stepOf('w', extra, { facts: { suspects: ['school_staff'] } })).toEqual({
      rule: 'w',
      clause: { id: 'w', kind: 'law', source: '测试法' },
      matched: { suspects: ['school_staff'] },
      effect: '不派、不告知 school、village',
    });
    expect(stepOf('w', extra, {})).toBeUndefined();
  });

  test('the kind of intake comes last, with its rule or as the ordinary one', () => {
    const clause = { id: 'disposition', kind: 'default', source: '处置类型按平台优先级判定' };
    expect(steps('', { risk: 'R1' }).at(-1)).toEqual({
      rule: 'emergency',
      clause,
      matched: { risk: 'R1' },
      effect: 'accept-emergency',
    });
    expect(steps('', { risk: 'R4' }).at(-1)).toEqual({
      rule: 'accept',
      clause,
      matched: {},
      effect: 'accept',
    });
  });

  test('a matter that no row leads rests on the default of the platform', () => {
    const extra =
      'withholds:\n  - { id: w, law: 测试法, when: { outOfScope: true }, roles: [civil_affairs], from: [referrals] }\n';
    expect(stepOf('lead/rehab', extra, { matters: ['rehab'], facts: { outOfScope: true } })).toEqual({
      rule: 'lead/rehab',
      clause: {
        id: 'D18',
        kind: 'default',
        source: '平台默认：无唯一牵头时由测试县办公室统筹，24小时内指定',
      },
      matched: { matter: 'rehab' },
      effect: '本案牵头 coordination_office',
    });
  });
});
