import { decideAccount } from './account.policy';
import type { AccountCommand } from './account.policy';

const kinds: AccountCommand['kind'][] = ['move', 'disable', 'enable', 'reset-password'];
const answer = (kind: AccountCommand['kind'], disabled: boolean, by = 'ajx-admin') => {
  const decided = decideAccount({ name: 'ajx-police-1', disabled }, kind, by);
  return 'allowed' in decided ? decided.code : `${decided.action}${decided.endsSessions ? ', out' : ''}`;
};

describe('an account', () => {
  it.each<[AccountCommand['kind'], string, string]>([
    ['move', 'account.moved, out', 'account.moved, out'],
    ['disable', 'account.disabled, out', 'account_is_disabled'],
    ['enable', 'account_is_enabled', 'account.enabled'],
    ['reset-password', 'password.replaced, out', 'account_is_disabled'],
  ])('%s: %s while in use, %s while disabled', (kind, inUse, disabled) => {
    expect([answer(kind, false), answer(kind, true)]).toEqual([inUse, disabled]);
  });

  it.each(kinds)('is not changed by its own owner: %s', (kind) => {
    expect(answer(kind, kind === 'enable', 'ajx-police-1')).toBe('account_own');
  });
});
