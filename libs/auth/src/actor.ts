/** Who acts: read from a token, never from a body. Source: architecture section 8 and 11. */

export const duties = [
  'operator',
  'desk',
  'reviewer',
  'coordinator',
  'supervisor',
  'child_director',
  'admin',
  'auditor',
  'service',
] as const;
export type Duty = (typeof duties)[number];

export interface Actor {
  /** account name, e.g. `ajx-police-1` */
  subject: string;
  duties: readonly Duty[];
  /** agency id, e.g. `AJX-police` */
  agency: string;
  /** canonical role of the agency, e.g. `police` */
  role: string;
  /** county code */
  jurisdiction: string;
  /** township or village code; undefined = whole county */
  area?: string;
}
