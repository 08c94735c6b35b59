/** A county as a narrative may name it: once per profile, since every report asks. Pure. */
import type { Profile } from '../profile';
import type { CountyPlaces } from './input';

const places = new WeakMap<Profile, CountyPlaces>();

/** What `suggest()` must know of a county to place a child. */
export function placesOf(profile: Profile): CountyPlaces {
  const known = places.get(profile);
  if (known) return known;
  const townships = profile.townships.flatMap(({ id, name, aliases }) =>
    [name, ...aliases].map((said) => ({ name: said, agencyId: id })),
  );
  const made = { code: profile.county, name: profile.name, aliases: [profile.shortName], townships };
  places.set(profile, made);
  return made;
}
