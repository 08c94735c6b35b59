/** The opened item: read whole, read again when its row changed, acted on with the version that was read. */
import { useEffect, useState } from 'react';
import { get, post, Refused } from '../api';
import type { Act } from '../outcome-draft';
import { useTexts } from '../texts';
import type { Texts } from '../texts-zh';
import type { Account, FieldError, QueueDescription, WorkItemDetail, WorkItemList } from '../wire';
import { actsFor } from './item-acts';
import type { ItemActsProps } from './item-acts';
import type { ItemDrawerProps } from './item-drawer';

interface Sources {
  service: string;
  account: Account;
  queue: QueueDescription;
  list: WorkItemList | undefined;
  reload: () => void;
}

/** Undefined = this account can act on it now. */
const whyNot = (item: WorkItemDetail, account: Account, t: Texts): string | undefined => {
  if (!account.duties.includes('desk')) return t.onlyDesk;
  return item.heldBy === null || item.heldBy === account.name
    ? undefined
    : `${t.heldByOther}：${item.heldBy}`;
};

type Form = ItemActsProps['begun'];

export interface OpenItem {
  item: WorkItemDetail | undefined;
  /** of opening; what went wrong inside the drawer is shown there */
  failure: string | undefined;
  /** a form is being filled in: letters are text */
  isFilling: boolean;
  open: (id: string, then?: { andSign: boolean }) => void;
  act: (act: Act) => void;
  /** the form first, then the drawer */
  leave: () => void;
  drawer: () => Omit<ItemDrawerProps, 'item' | 'now'>;
}

export const useOpenItem = ({ service, account, queue, list, reload }: Sources): OpenItem => {
  const t = useTexts();
  const [item, setItem] = useState<WorkItemDetail>();
  const [failure, setFailure] = useState<string>();
  const [notice, setNotice] = useState<ItemDrawerProps['notice']>();
  const [begun, setBegun] = useState<Form>();
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [busy, setBusy] = useState(false);
  const itemPath = (id: string) => `/api/${service}/work-items/${id}`;
  const reason = (error: unknown) => (error instanceof Refused ? error.message : t.offlineAct);
  const done: Record<Act, string> = { sign: t.signed, finish: t.finished, return: t.sentBack, note: t.noted };

  const perform = async (one: WorkItemDetail, act: Act, body: object): Promise<void> => {
    setBusy(true);
    try {
      await post(`${itemPath(one.id)}/actions/${act}`, body, { 'if-match': `"${one.version}"` });
      setItem(await get<WorkItemDetail>(itemPath(one.id)));
      setBegun(undefined);
      setErrors([]);
      setNotice({ type: 'success', text: done[act] });
    } catch (error) {
      setErrors(error instanceof Refused ? error.errors : []);
      setNotice({ type: 'error', text: reason(error) });
    } finally {
      setBusy(false);
    }
    reload();
  };

  const acts = item && whyNot(item, account, t) === undefined ? actsFor(queue, item) : [];
  const begin = (one: WorkItemDetail, act: Act): void => {
    if (!acts.includes(act)) return;
    setErrors([]);
    setNotice(undefined);
    if (act === 'sign') void perform(one, 'sign', {});
    else setBegun(act);
  };

  const openItem = async (id: string, andSign: boolean): Promise<void> => {
    setNotice(undefined);
    setBegun(undefined);
    try {
      const read = await get<WorkItemDetail>(itemPath(id));
      setFailure(undefined);
      setItem(read);
      const signable = whyNot(read, account, t) === undefined && actsFor(queue, read).includes('sign');
      if (andSign && signable) await perform(read, 'sign', {});
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

  const leave = (): void => (begun ? setBegun(undefined) : setItem(undefined));
  return {
    item,
    failure,
    isFilling: begun !== undefined,
    open: (id, then) => void openItem(id, then?.andSign ?? false),
    act: (act) => item && begin(item, act),
    leave,
    drawer: () => ({
      queue,
      stateName: queue.states.find(({ code }) => code === item?.state)?.[t.language] ?? item?.state ?? '',
      whyNot: item && whyNot(item, account, t),
      notice,
      acts: {
        acts,
        begun,
        errors,
        busy,
        onAct: (act) => item && begin(item, act),
        onSend: (body) => void (item && begun && perform(item, begun, body)),
        onLeave: leave,
      },
      onLeave: leave,
      onClose: () => setItem(undefined),
    }),
  };
};
