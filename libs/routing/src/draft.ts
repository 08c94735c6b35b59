/** A decision in the making: what later steps of `route()` may read of earlier ones. Types only. */
import type { CategoryJudgement } from './categories';
import type { CompiledProfile } from './compile';
import type { Context } from './condition';
import type { Decision, RouteInput } from './decision';
import type { AppliedRow, MatterLead } from './legs';

/** Roles taken out, whatever rows say: the suspected institution, everyone who need not know of a sealed case. */
export interface Withheld {
  referrals: ReadonlySet<string>;
  notices: ReadonlySet<string>;
}

export interface Draft {
  compiled: CompiledProfile;
  input: RouteInput;
  context: Context;
  judged: CategoryJudgement[];
  leads: MatterLead[];
  /** rows of the table that speak, idle catch-alls taken out */
  applied: AppliedRow[];
  /** notice rules that hold once the leads are known */
  notified: AppliedRow[];
  categories: string[];
  referrals: Decision['referrals'];
  withheld: Withheld;
}
