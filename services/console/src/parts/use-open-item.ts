/** The opened item: read whole, read again when its row changed, signed with the version that was read. */
import { useEffect, useState } from 'react';
import { get, post, Refused } from '../api';
import { useTexts } from '../texts';
import type { Texts } from '../texts-zh';
import type { Account, QueueDescription, WorkItemDetail, WorkItemList } from '../wire';
import type { ItemDrawerProps } from './item-drawer';

interface Sources {
  service: string;
  account: Account;
  list: WorkItemList | undefined;
  reload: () => void;
}

/** Undefined = this account can sign it now. */
const unsignableFor = (item: WorkItemDetail, account: Account, t: Texts): string | undefined => {
  if (item.state !== 'open' && item.state !== 'claimed') return '';
  if (!account.duties.includes('desk')) return t.onlyDesk;
  return item.heldBy === null || item.heldBy === account.name
    ? undefined
    : `${t.heldByOther}：${item.heldBy}`;
};

export interface OpenItem {
  item: WorkItemDetail | undefined;
  /** of opening; what went wrong inside the drawer is shown there */
  failure: string | undefined;
  open: (id: string, then?: { andSign: boolean }) => void;
  sign: () => void;
  close: () => void;
  drawer: (queue: QueueDescription) => Omit<ItemDrawerProps, 'item' | 'now'>;
}

export const useOpenItem = ({ service, account, list, reload }: Sources): OpenItem => {
  const t = useTexts();
  const [item, setItem] = useState<WorkItemDetail>();
  const [failure, setFailure] = useState<string>();
  const [notice, setNotice] = useState<ItemDrawerProps['notice']>();
  const itemPath = (id: string) => `/api/${service}/work-items/${id}`;
  const reason = (error: unknown) => (error instanceof Refused ? error.message : t.offlineAct);

  const signItem = async (one: WorkItemDetail): Promise<void> => {
    if (unsignableFor(one, account, t) !== undefined) return;
    try {
      await post(`${itemPath(one.id)}/actions/sign`, {}, { 'if-match': `"${one.version}"` });
      setItem(await get<WorkItemDetail>(itemPath(one.id)));
      setNotice({ type: 'success', text: t.signed });
    } catch (error) {
      setNotice({ type: 'error', text: reason(error) });
    }
    reload();
  };

  const openItem = async (id: string, andSign: boolean): Promise<void> => {
    setNotice(undefined);
    try {
      const read = await get<WorkItemDetail>(itemPath(id));
      setFailure(undefined);
      setItem(read);
      if (andSign) await signItem(read);
    } catch (error) {
      setFailure(reason(error));
    }
  };

  const version = list?.items.find(({ id }) => id === item?.id)?.version;
  useEffect(() => {
    if (!item || version === undefined || version <= item.version) return;
    // a colleague acted on what is open here; a lost reading is made up by the next change
    get<WorkItemDetail>(`/api/${service}/work-items/${item.id}`).then(setItem, () => undefined);
  }, [item, version, service]);

  return {
    item,
    failure,
    open: (id, then) => void openItem(id, then?.andSign ?? false),
    sign: () => void (item && signItem(item)),
    close: () => setItem(undefined),
    drawer: ({ states }) => ({
      stateName: states.find(({ code }) => code === item?.state)?.[t.language] ?? item?.state ?? '',
      unsignable: item && unsignableFor(item, account, t),
      notice,
      onSign: () => void (item && signItem(item)),
      onClose: () => setItem(undefined),
    }),
  };
};
