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

const reasonOf = (error: unknown, t: Texts): string =>
  error instanceof Refused ? error.message : t.offlineAct;

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

const useActing = (service: string, onDone: (item: WorkItemDetail) => void) => {
  const t = useTexts();
  const [notice, setNotice] = useState<ItemDrawerProps['notice']>();
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [busy, setBusy] = useState(false);
  const done: Record<Act, string> = { sign: t.signed, finish: t.finished, return: t.sentBack, note: t.noted };

  const perform = async ({ id, version }: WorkItemDetail, act: Act, body: object): Promise<void> => {
    const path = `/api/${service}/work-items/${id}`;
    setBusy(true);
    try {
      await post(`${path}/actions/${act}`, body, { 'if-match': `"${version}"` });
      onDone(await get<WorkItemDetail>(path));
      setErrors([]);
      setNotice({ type: 'success', text: done[act] });
    } catch (error) {
      setErrors(error instanceof Refused ? error.errors : []);
      setNotice({ type: 'error', text: reasonOf(error, t) });
    } finally {
      setBusy(false);
    }
  };
  const forget = (): void => {
    setErrors([]);
    setNotice(undefined);
  };
  return { notice, errors, busy, perform, forget };
};

/** A colleague acted on what is open here; a lost reading is made up by the next change. */
const useFollowing = (
  { service, list }: Pick<Sources, 'service' | 'list'>,
  item: WorkItemDetail | undefined,
  onChange: (item: WorkItemDetail) => void,
): void => {
  const version = list?.items.find(({ id }) => id === item?.id)?.version;
  useEffect(() => {
    if (!item || version === undefined || version <= item.version) return;
    get<WorkItemDetail>(`/api/${service}/work-items/${item.id}`).then(onChange, () => undefined);
  }, [item, version, service, onChange]);
};

export const useOpenItem = ({ service, account, queue, list, reload }: Sources): OpenItem => {
  const t = useTexts();
  const [item, setItem] = useState<WorkItemDetail>();
  const [failure, setFailure] = useState<string>();
  const [begun, setBegun] = useState<Form>();
  const { perform, forget, ...acting } = useActing(service, (read) => {
    setItem(read);
    setBegun(undefined);
  });
  useFollowing({ service, list }, item, setItem);

  const actsOn = (one: WorkItemDetail): Act[] =>
    whyNot(one, account, t) === undefined ? actsFor(queue, one) : [];
  const begin = (one: WorkItemDetail, act: Act): void => {
    if (!actsOn(one).includes(act)) return;
    forget();
    if (act === 'sign') void perform(one, 'sign', {}).then(reload);
    else setBegun(act);
  };
  const openItem = async (id: string, andSign: boolean): Promise<void> => {
    forget();
    setBegun(undefined);
    try {
      const read = await get<WorkItemDetail>(`/api/${service}/work-items/${id}`);
      setFailure(undefined);
      setItem(read);
      if (andSign) begin(read, 'sign');
    } catch (error) {
      setFailure(reasonOf(error, t));
    }
  };
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
      notice: acting.notice,
      isDesk: account.duties.includes('desk'),
      acts: {
        acts: item ? actsOn(item) : [],
        begun,
        errors: acting.errors,
        busy: acting.busy,
        onAct: (act) => item && begin(item, act),
        onSend: (body) => void (item && begun && perform(item, begun, body).then(reload)),
        onLeave: leave,
      },
      onLeave: leave,
      onClose: () => setItem(undefined),
    }),
  };
};
