/**
 * A county's table as it is carried out today, where an installation's agencies changed since. Pure. Guarantee: the
 * same table and the same changes give the same object, so that it is compiled once; the table itself stays as it is.
 */
import type { AgenciesNow, Profile } from './profile';

const made = new WeakMap<Profile, { now: AgenciesNow; profile: Profile }>();

export function laidOver(profile: Profile, now: AgenciesNow): Profile {
  if (now.size === 0) return profile;
  const known = made.get(profile);
  if (known?.now === now) return known.profile;
  const laid = { ...profile, agenciesNow: now };
  made.set(profile, { now, profile: laid });
  return laid;
}
