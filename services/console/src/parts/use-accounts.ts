/** The county's accounts and what an administrator may do with them. */
import { useCallback, useEffect, useState } from 'react';
import { get, post, Refused } from '../api';
import { useTexts } from '../texts';
import type { FieldError, ListedAccount } from '../wire';

/** An installation of one county has some hundred; pages are read one after the other. */
const pageSize = 200;

const readAll = async (): Promise<ListedAccount[]> => {
  const all: ListedAccount[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const from: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const page: { items: ListedAccount[]; next: string | null } = await get(
      `/api/directory/accounts?limit=${pageSize}${from}`,
    );
    all.push(...page.items);
    cursor = page.next;
  }
  return all;
};

export interface NewAccount {
  name: string;
  agency: string;
  duties: string[];
}

export interface Accounts {
  items: readonly ListedAccount[] | undefined;
  notice: { type: 'error' | 'success'; text: string } | undefined;
  errors: readonly FieldError[];
  busy: boolean;
  /** @returns true when it was done */
  create: (account: NewAccount) => Promise<boolean>;
  move: (account: NewAccount) => Promise<boolean>;
  disable: (name: string) => Promise<boolean>;
  enable: (name: string) => Promise<boolean>;
  resetPassword: (name: string) => Promise<boolean>;
}

interface GivenPassword {
  name: string;
  password: string;
}

export const useAccounts = (): Accounts => {
  const t = useTexts();
  const [items, setItems] = useState<readonly ListedAccount[]>();
  const [notice, setNotice] = useState<Accounts['notice']>();
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [busy, setBusy] = useState(false);
  const reload = useCallback(() => {
    readAll().then(setItems, () => undefined);
  }, []);
  useEffect(reload, [reload]);

  const send = async (
    path: string,
    body: object,
    told: (answer: GivenPassword) => string,
  ): Promise<boolean> => {
    setBusy(true);
    try {
      const answer = await post<GivenPassword>(`/api/directory/accounts${path}`, body);
      setNotice({ type: 'success', text: told(answer) });
      setErrors([]);
      reload();
      return true;
    } catch (error) {
      setErrors(error instanceof Refused ? error.errors : []);
      setNotice({ type: 'error', text: error instanceof Refused ? error.message : t.offlineAct });
      return false;
    } finally {
      setBusy(false);
    }
  };
  const act = (name: string, action: string, body: object, told = () => t.done) =>
    send(`/${name}/actions/${action}`, body, told);
  return {
    items,
    notice,
    errors,
    busy,
    create: (account) => send('', account, () => t.accountMade),
    move: ({ name, ...post }) => act(name, 'move', post),
    disable: (name) => act(name, 'disable', { reason: 'left' }),
    enable: (name) => act(name, 'enable', {}),
    resetPassword: (name) =>
      send(`/${name}/actions/reset-password`, {}, ({ password }) => `${t.newPassword} ${name}：${password}`),
  };
};
