import type { Facts } from '../facts';
import { factsFrom, factsOfForm } from './fixtures/facts-from';

const guardians = (said: string, narrative: string) => factsOfForm({ guardians: said }, narrative);

describe('who is suspected, by the words', () => {
  it.each<[string, Facts['suspects']]>([
    ['爸爸打孩子。', ['parent']],
    ['妈妈打孩子。', ['parent']],
    ['继父打孩子。', ['step_parent']],
    ['奶奶打孩子。', ['relative']],
    ['舅舅打孩子。', ['relative']],
    ['老师打孩子。', ['school_staff']],
    ['护工打孩子。', ['institution_staff']],
    ['同学打孩子。', ['peer']],
    ['陌生人打孩子。', ['stranger']],
    ['邻居打孩子。', ['other']],
    ['同学他爸打孩子。', ['other']],
    ['爸爸打孩子，奶奶也打孩子。', ['parent', 'relative']],
    ['爸爸打孩子，妈妈也打孩子。', ['parent']],
  ])('`%s`: %j', (narrative, suspects) => expect(factsFrom(narrative).suspects).toEqual(suspects));

  it('is the carer it was entrusted to, where he keeps the child', () => {
    expect(factsFrom('委托舅舅照看，舅舅打孩子。').suspects).toEqual(['entrusted_carer']);
    expect(factsFrom('委托奶奶照看，奶奶打孩子。').suspects).toEqual(['entrusted_carer']);
    expect(factsFrom('委托奶奶照看，舅舅打孩子。').suspects).toEqual(['relative']);
    expect(factsFrom('跟着舅舅过，舅舅打孩子。').suspects).toEqual(['relative']);
    expect(factsFrom('委托舅舅照看，爸爸打孩子。').suspects).toEqual(['parent']);
  });
});

describe('who is suspected of harm at home by nobody named', () => {
  it.each(['被打', '被烫伤', '被关在屋里', '身上多处伤', '被遗弃', '营养不良'])(
    '%s: whoever keeps the child',
    (harm) => {
      expect(guardians('父母在家', `孩子${harm}。`).suspects).toEqual(['parent']);
    },
  );

  it.each<[string, Facts['suspects']]>([
    ['父母在家', ['parent']],
    ['父亡；母在家', ['parent']],
    ['父在家；母亡', ['parent']],
    ['父母在家但不履行', ['parent']],
    ['父母均已去世，爷爷奶奶抚养', ['relative']],
    ['父母外出，委托爷爷奶奶照看', ['entrusted_carer']],
    ['父母外出，跟舅舅生活', ['relative']],
    ['父母均已去世', []],
    ['', []],
  ])('kept by `%s`: %j', (said, suspects) =>
    expect(guardians(said, '孩子被打。').suspects).toEqual(suspects),
  );

  it('is nobody, where the harm is none of a home', () => {
    expect(guardians('父母在家', '孩子失踪了。').suspects).toEqual([]);
  });
});

describe('who is suspected, by the mark in the guardians field', () => {
  it.each<[string, Facts['suspects']]>([
    ['舅舅（疑似加害）', ['relative']],
    ['父与继母，疑似加害', ['parent', 'step_parent']],
    ['父亲（施暴）；母亲在家', ['parent']],
    ['母亲在家；继父(侵害)', ['step_parent']],
    ['孩子与继父，疑似加害', ['step_parent']],
    ['母亲在家，继父', []],
  ])('`%s`: %j', (said, suspects) => expect(guardians(said, '孩子失踪了。').suspects).toEqual(suspects));
});

describe('whether the suspect lives with the child', () => {
  it.each([
    ['爸爸打孩子。', true],
    ['继父打孩子。', true],
    ['委托舅舅照看，舅舅打孩子。', true],
    ['爸爸打孩子，老师也打孩子。', true],
    ['老师打孩子。', false],
    ['舅舅打孩子。', false],
    ['孩子没人管。', false],
  ])('`%s`: %s', (narrative, expected) => {
    expect(factsFrom(narrative).suspectLivesWithChild).toBe(expected);
  });
});

describe('how the harm is told', () => {
  it.each([
    ['爸爸多次打孩子。', true],
    ['爸爸打孩子。', false],
    ['多次没来上课。', false],
  ])('again and again: `%s` %s', (narrative, expected) => {
    expect(factsFrom(narrative).harmRepeated).toBe(expected);
  });

  it('by the nearest time of several', () => {
    expect(factsFrom('去年爸爸打孩子。今天爸爸打孩子。').harmWhen).toBe('today');
    expect(factsFrom('去年爸爸打孩子。爸爸打孩子。').harmWhen).toBe('unknown');
    expect(factsFrom('前天爸爸打孩子。现在爸爸打孩子。').harmWhen).toBe('now');
    expect(factsFrom('前天爸爸打孩子。爸爸打孩子。').harmWhen).toBe('recent');
    expect(factsFrom('孩子没人管。').harmWhen).toBe('unknown');
    expect(guardians('去年爸爸打孩子', '').harmWhen).toBe('unknown');
    expect(guardians('现在爸爸打孩子', '去年爸爸打孩子。').harmWhen).toBe('past');
  });

  it('is no hearsay where nothing is told or a field tells it', () => {
    expect(factsFrom('听说孩子没上学。').hearsayOnly).toBe(false);
    expect(factsFrom('听说爸爸打孩子。').hearsayOnly).toBe(true);
    expect(guardians('听说爸爸打孩子', '').hearsayOnly).toBe(false);
    expect(guardians('爸爸打孩子', '听说爸爸打孩子。').hearsayOnly).toBe(false);
  });

  it('is the child’s own, not that of an adult or of another child, and of both the child’s', () => {
    expect(factsFrom('爸爸打妈妈。').harms).toEqual([]);
    expect(factsFrom('爸爸打妈妈和孩子。').harms).toEqual(['beaten']);
    expect(factsFrom('孩子打同学。').harms).toEqual([]);
    expect(factsFrom('爸爸打孩子，妈妈打孩子。').harms).toEqual(['beaten']);
  });

  it.each([
    ['孩子是刑事案件被害人。', true],
    ['孩子没人管。', false],
  ])('a victim in a case: `%s` %s', (narrative, expected) => {
    expect(factsFrom(narrative).crimeVictim).toBe(expected);
  });
});
