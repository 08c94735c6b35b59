import { validateSync } from 'class-validator';
import { brokenTextRule, isBlank, OptionalText, SpokenText } from './plain-text';

class Form {
  @SpokenText(5) spoken: unknown = '好';
  @OptionalText(5) optional: unknown = undefined;
}

const broken = (fields: Partial<Form>): string[] =>
  validateSync(Object.assign(new Form(), fields)).flatMap(({ property, constraints }) =>
    Object.keys(constraints ?? {}).map((rule) => `${property} ${rule}`),
  );

describe('text that a person types', () => {
  it.each(['好', 'a\nb', 'a\tb', '<b>', "';--", '𠮷', '👧🏽'])('%j is taken as it is', (spoken) =>
    expect(broken({ spoken })).toEqual([]),
  );

  it.each([
    [7, 'spoken isString'],
    [null, 'spoken isString'],
    [{}, 'spoken isString'],
    ['', 'spoken notBlank'],
    [' \u3000\n', 'spoken notBlank'],
    ['123456', 'spoken maxLength'],
    ['a\u0000', 'spoken controlCharacters'],
    ['a\r', 'spoken controlCharacters'],
    ['a\u0085', 'spoken controlCharacters'],
    ['a\u007f', 'spoken controlCharacters'],
  ])('%j breaks %s', (spoken, rule) => expect(broken({ spoken })).toContain(rule));

  it('may be absent, null or blank where it is optional', () => {
    for (const optional of [undefined, null, '', ' ']) expect(broken({ optional })).toEqual([]);
    expect(broken({ optional: 1 })).toContain('optional isString');
  });

  it('the rule by hand and the validator agree', () => {
    for (const text of ['好', '123456', 'a\u0000', 'a\n'])
      expect(brokenTextRule(text, 5) !== undefined).toBe(broken({ spoken: text }).length > 0);
  });

  it('blank is what says nothing', () => {
    expect([undefined, null, '', ' \n'].map(isBlank)).toEqual([true, true, true, true]);
    expect(isBlank('。')).toBe(false);
  });
});
