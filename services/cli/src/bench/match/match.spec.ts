import { checkIdNumber, shippedProfiles } from '@yimen/routing';
import { seededRandom } from '../../measure/stats';
import { makeChild, townshipsOf } from './children';
import { noiseKinds } from './queries';

const places = townshipsOf(shippedProfiles());
const many = Array.from({ length: 2_000 }, (_none, n) => makeChild(places, 1, n));

describe('made-up children', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(makeChild(places, 1, 7)).toEqual(many[7]);
    expect(makeChild(places, 2, 7)).not.toEqual(many[7]);
  });

  it('live in every township of every shipped county', () => {
    const townships = new Set(many.map(({ townshipId }) => townshipId));
    expect(townships).toEqual(new Set(places.map(({ townshipId }) => townshipId)));
  });

  it('have numbers that say their birth date and sex', () => {
    const numbered = many.filter(({ idNumber }) => idNumber !== undefined);
    expect(numbered.length).toBeGreaterThan(many.length * 0.8);
    for (const { idNumber = '', birthDate, sex } of numbered)
      expect(checkIdNumber(idNumber)).toMatchObject({ ok: true, birthDate, sex });
  });

  it('share surnames as people do: the three most common are about a fifth', () => {
    const common = many.filter(({ surname }) => '王李张'.includes(surname)).length / many.length;
    expect(common).toBeGreaterThan(0.17);
    expect(common).toBeLessThan(0.3);
  });
});

describe.each(noiseKinds)('what is asked with $kind', ({ ask }) => {
  const asked = many.filter((child) => ask(child, seededRandom(3)) !== undefined);

  it('can be asked of enough children', () => expect(asked.length).toBeGreaterThan(many.length / 20));

  it('is never all that is known', () => {
    const exact = many.filter((child) => {
      const query = ask(child, seededRandom(3));
      return query?.['name'] === child.name && query['birthDate'] === child.birthDate;
    });
    expect(exact).toEqual([]);
  });
});
