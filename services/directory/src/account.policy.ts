/**
 * What an administrator may do with an account. Pure. Guarantees: nobody changes his own account, so duties are always
 * another's word and the last administrator stays; an account is never deleted, what it did stays under its name.
 */
import { refusal } from '@yimen/auth';
import type { Duty, Refusal } from '@yimen/auth';

export type AccountCommand =
  | { kind: 'move'; agency: string; area: string | null; duties: readonly Duty[] }
  | { kind: 'disable'; reason: DisableReason }
  | { kind: 'enable' }
  | { kind: 'reset-password' };

export const disableReasons = ['left', 'long_leave', 'suspended', 'made_by_mistake'] as const;
export type DisableReason = (typeof disableReasons)[number];

export interface AccountState {
  name: string;
  disabled: boolean;
}

/** What follows: the name of the audited action, whether sessions end (duties and passwords live in them). */
export interface AccountDecision {
  action: 'account.moved' | 'account.disabled' | 'account.enabled' | 'password.replaced';
  endsSessions: boolean;
}

const decisions: Record<AccountCommand['kind'], AccountDecision> = {
  move: { action: 'account.moved', endsSessions: true },
  disable: { action: 'account.disabled', endsSessions: true },
  enable: { action: 'account.enabled', endsSessions: false },
  'reset-password': { action: 'password.replaced', endsSessions: true },
};

/** Refused while the account is disabled. */
const needsEnabled: readonly AccountCommand['kind'][] = ['disable', 'reset-password'];

export const decideAccount = (
  { name, disabled }: AccountState,
  kind: AccountCommand['kind'],
  by: string,
): AccountDecision | Refusal => {
  if (name === by) return refusal('account_own');
  if (disabled && needsEnabled.includes(kind)) return refusal('account_is_disabled');
  if (!disabled && kind === 'enable') return refusal('account_is_enabled');
  return decisions[kind];
};
