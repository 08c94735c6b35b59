/**
 * Actors and tokens for tests, signed by a keyring made anew in every process: nothing here opens a real system.
 */
import { deskServices } from '@yimen/contracts';
import type { Actor, Duty } from '../actor';
import { Keyring } from '../keyring';
import { TokenIssuer } from '../tokens';

const services = ['intake', 'coordination', 'directory', ...deskServices.map(({ code }) => code)];

/** Give it to the application under test; `tokenFor` signs with it. */
export const testKeyring = Keyring.generate(services);

/** A desk officer of the county police unless told otherwise. */
export const anActor = (parts: Partial<Actor> = {}): Actor => ({
  subject: 'ajx-police-1',
  duties: ['desk'],
  agency: 'AJX-police',
  role: 'police',
  jurisdiction: 'AJX',
  ...parts,
});

const officeDuties: readonly Duty[] = [
  'operator',
  'coordinator',
  'supervisor',
  'reviewer',
  'admin',
  'auditor',
];

/** An account of the coordination office (hotline included) with these duties. */
export const anOfficeActor = (...duties: Duty[]): Actor =>
  anActor({
    subject: `ajx-${duties[0] ?? officeDuties[0]}-1`,
    duties,
    agency: 'AJX-coordination_office',
    role: 'coordination_office',
  });

export const tokenFor = async (actor: Actor, keyring: Keyring = testKeyring): Promise<string> => {
  const { token } = await new TokenIssuer(keyring).issue({ actor, lifeSeconds: 600 });
  return token;
};
