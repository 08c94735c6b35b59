/** A desk's work items, the most urgent first, moving by themselves; open, read and sign without a mouse. */
import { Alert, Button, Radio } from 'antd';
import { useEffect, useState } from 'react';
import { get } from '../api';
import { timeLeft } from '../parts/due';
import { actOfKey } from '../parts/item-acts';
import { ExportList } from '../parts/export-list';
import { ItemDrawer } from '../parts/item-drawer';
import { OnDuty } from '../parts/on-duty';
import { belongsToControl, shortcutOf } from '../parts/keys';
import { QueueTable } from '../parts/queue-table';
import { useAlarm } from '../parts/use-alarm';
import { useNow } from '../parts/use-now';
import { useOpenItem } from '../parts/use-open-item';
import type { OpenItem } from '../parts/use-open-item';
import { useQueue } from '../parts/use-queue';
import { useTexts } from '../texts';
import type { Account, Counts, QueueDescription, WorkItem } from '../wire';

/** Without its description a desk shows nothing, so it is asked for until it is there. */
const askAgainMs = 3_000;

const isUnsigned = ({ state }: WorkItem): boolean => state === 'open' || state === 'claimed';

const countOf = (counts: Counts | undefined, view: string): string => {
  const count = counts?.[view];
  return typeof count === 'number' ? ` ${count}` : '';
};

const useDescription = (service: string): QueueDescription | undefined => {
  const [queue, setQueue] = useState<QueueDescription>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = () =>
      void get<QueueDescription>(`/api/${service}/queue`).then(setQueue, () => {
        timer = setTimeout(ask, askAgainMs);
      });
    ask();
    return () => clearTimeout(timer);
  }, [service]);
  return queue;
};

interface RedBannerProps {
  items: readonly WorkItem[];
  now: number;
  onOpen: (item: WorkItem) => void;
}

/** Red and unsigned: above everything, whatever the view shows. */
const RedBanner = ({ items, now, onOpen }: RedBannerProps) => {
  const t = useTexts();
  const [first] = items;
  const { silent, toggle } = useAlarm(items.length);
  if (!first) return null;
  return (
    <div className="red-banner" role="alert" data-testid="red-banner">
      <strong>
        {t.redWaiting} {items.length}
      </strong>
      <span>
        {first.child} {first.township} {first.nextDueAt && timeLeft(first.nextDueAt, now, t)}
      </span>
      <Button size="large" onClick={() => onOpen(first)}>
        {t.open}
      </Button>
      <Button size="large" aria-pressed={silent} data-testid="alarm" onClick={toggle}>
        {silent ? t.soundOff : t.soundOn}
      </Button>
    </div>
  );
};

interface HeadProps {
  service: string;
  account: Account;
  queue: QueueDescription;
  counts: Counts | undefined;
  live: boolean;
  view: string;
  onView: (view: string) => void;
}

const Head = ({ service, account, queue, counts, live, view, onView }: HeadProps) => {
  const t = useTexts();
  return (
    <div className="queue-head">
      <h2>{queue[t.language]}</h2>
      <Radio.Group
        optionType="button"
        aria-label={t.view}
        value={view}
        onChange={(event) => onView(String(event.target.value))}
        options={queue.views.map((row) => ({
          value: row.code,
          label: `${row[t.language]}${countOf(counts, row.code)}`,
        }))}
      />
      <ExportList path={`/api/${service}/work-items.csv`} view={view} />
      {account.duties.includes('desk') && <OnDuty agency={account.agency} />}
      <span className={`live ${live ? 'on' : 'off'}`} role="status" data-testid="live">
        {live ? t.live : t.offline}
      </span>
    </div>
  );
};

const Nothing = ({ loading, text }: { loading: boolean; text: string }) => {
  const t = useTexts();
  return (
    <div className="nothing">
      <b>{loading ? t.loading : text}</b>
      {!loading && <p>{t.itemsEmptyHint}</p>}
    </div>
  );
};

/** Above the list one sees at once that the list is old; the tab's title tells how many wait. */
const useTitle = (counts: Counts | undefined, title: string): void => {
  useEffect(() => {
    const states = counts?.['states'];
    const open = typeof states === 'object' ? (states['open'] ?? 0) + (states['claimed'] ?? 0) : 0;
    document.title = open > 0 ? `(${open}) ${title}` : title;
  }, [counts, title]);
};

/** Arrow keys move the row, Enter opens it, S signs what is open or selected. */
const useQueueKeys = (acts: Record<string, (() => void) | undefined>): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const act = belongsToControl(event) ? undefined : acts[shortcutOf(event) ?? ''];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
};

interface Selection {
  selected: number;
  select: (index: number) => void;
  move: (by: number) => void;
}

/** The focus goes with the selection, so that Enter and a screen reader mean the same row. */
const focusRow = (item: WorkItem | undefined): void =>
  item && document.querySelector<HTMLElement>(`tr[data-id="${item.id}"]`)?.focus();

/** The row stays the same one when others arrive above it. */
const useSelection = (items: readonly WorkItem[]): Selection => {
  const [id, setId] = useState<string>();
  const found = items.findIndex((item) => item.id === id);
  const selected = Math.max(0, found);
  const select = (index: number) => setId(items[index]?.id);
  const move = (by: number) => focusRow(items[Math.min(Math.max(selected + by, 0), items.length - 1)]);
  return { selected, select, move };
};

const actKeys = ({ act }: OpenItem) =>
  Object.fromEntries(
    ['s', 'f', 'r', 'n'].map((key) => [
      key,
      () => {
        const wanted = actOfKey(key);
        if (wanted) act(wanted);
      },
    ]),
  );

const keysOf = (opened: OpenItem, { move }: Selection, current: WorkItem | undefined) =>
  opened.item
    ? { Escape: opened.leave, ...(opened.isFilling ? {} : actKeys(opened)) }
    : {
        ArrowDown: () => move(1),
        ArrowUp: () => move(-1),
        Enter: current && (() => opened.open(current.id)),
        s: current && (() => opened.open(current.id, { andSign: true })),
      };

const isWaitingRed = (item: WorkItem): boolean => item.risk === 'R1' && isUnsigned(item);

interface QueueProps {
  service: string;
  account: Account;
  queue: QueueDescription;
}

const Queue = ({ service, account, queue }: QueueProps) => {
  const t = useTexts();
  const now = useNow();
  const [view, setView] = useState('open');
  const { list, live, fresh, reload } = useQueue(service, view);
  const items = list?.items ?? [];
  const selection = useSelection(items);
  const opened = useOpenItem({ service, account, queue, list, reload });
  const newOnes = items.filter(({ id, state }) => fresh.has(id) && state === 'open').length;
  useTitle(list?.counts, `${queue[t.language]} · ${t.product}`);
  useQueueKeys(keysOf(opened, selection, items[selection.selected]));
  const emptyText = queue.views.find(({ code }) => code === view)?.empty[t.language] ?? t.itemsEmpty;
  return (
    <main className="page" id="main">
      <RedBanner items={items.filter(isWaitingRed)} now={now} onOpen={({ id }) => opened.open(id)} />
      <div className="panel">
        <Head
          service={service}
          account={account}
          queue={queue}
          counts={list?.counts}
          live={live}
          view={view}
          onView={setView}
        />
        {!live && list && <Alert type="warning" role="status" showIcon title={t.offlineList} />}
        {opened.failure && <Alert type="error" role="alert" showIcon title={opened.failure} />}
        {items.length === 0 ? (
          <Nothing loading={list === undefined} text={emptyText} />
        ) : (
          <QueueTable
            {...{ t, now, queue, items, fresh }}
            label={queue[t.language]}
            selected={selection.selected}
            onSelect={selection.select}
            onOpen={({ id }) => opened.open(id)}
          />
        )}
        <p className="keys">{t.keysQueue}</p>
        <p className="unseen" role="status">
          {newOnes > 0 ? `${newOnes} ${t.newItems}` : ''}
        </p>
      </div>
      {opened.item && <ItemDrawer {...opened.drawer()} item={opened.item} now={now} />}
    </main>
  );
};

export const QueuePage = ({ service, account }: Omit<QueueProps, 'queue'>) => {
  const queue = useDescription(service);
  if (!queue) return <main className="page" id="main" aria-busy="true" />;
  return <Queue {...{ service, account, queue }} />;
};
