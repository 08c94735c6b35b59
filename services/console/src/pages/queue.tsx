/** A desk's work items, the most urgent first, moving by themselves; open, read and sign without a mouse. */
import { Alert, Button, Card, Drawer, Empty, Table } from 'antd';
import { useEffect, useState } from 'react';
import { get, post, Refused } from '../api';
import type { WorkItem } from '../api';
import { timeLeft } from '../parts/due';
import { Risk } from '../parts/risk';
import { useQueue } from '../parts/use-queue';
import { useTexts } from '../texts';

const tickMs = 15_000;

const useNow = (): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  return now;
};

const ItemView = ({ item }: { item: WorkItem }) => {
  const t = useTexts();
  return (
    <>
      <p>
        <Risk level={item.risk} /> {item.matter} · {item.childDisplay} · {item.township}
      </p>
      <h3>{t.statementTitle}</h3>
      <p className="statement">{item.statement}</p>
      <h3>{t.clocks}</h3>
      <ul className="list">
        {(item.clocks ?? []).map(({ code, what, dueAt }) => (
          <li key={code + what}>
            {what} {dueAt.replace('T', ' ').slice(0, 16)}
          </li>
        ))}
      </ul>
      <h3>{t.why}</h3>
      <ul className="list">
        {(item.clauses ?? []).map(({ id, source }) => (
          <li key={id}>
            {id} <small>{source}</small>
          </li>
        ))}
      </ul>
    </>
  );
};

const isTyping = (event: KeyboardEvent): boolean =>
  event.isComposing ||
  (event.target instanceof HTMLElement && /^(INPUT|TEXTAREA)$/.test(event.target.tagName));

export const QueuePage = ({ service }: { service: string }) => {
  const t = useTexts();
  const { list, live, reload } = useQueue(service);
  const [selected, setSelected] = useState(0);
  const [open, setOpen] = useState<WorkItem>();
  const [failure, setFailure] = useState<string>();
  const now = useNow();
  const items = list?.items ?? [];
  const current = items[Math.min(selected, items.length - 1)];

  const show = (id: string) => void get<WorkItem>(`/api/${service}/work-items/${id}`).then(setOpen);

  const sign = async (item: WorkItem) => {
    try {
      const path = `/api/${service}/work-items/${item.id}/actions/sign`;
      await post(path, {}, { 'if-match': `"${item.version}"` });
      setFailure(undefined);
      setOpen(undefined);
    } catch (error) {
      setFailure(error instanceof Refused ? error.message : t.retrying);
    }
    reload();
  };

  useEffect(() => {
    const keys: Record<string, () => void> = {
      ArrowDown: () => setSelected((index) => Math.min(index + 1, Math.max(items.length - 1, 0))),
      ArrowUp: () => setSelected((index) => Math.max(index - 1, 0)),
      Enter: () => current && show(current.id),
      s: () => current && void sign(open ?? current),
      Escape: () => setOpen(undefined),
    };
    const onKey = (event: KeyboardEvent) => {
      const act = isTyping(event) || event.ctrlKey || event.metaKey ? undefined : keys[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });

  const columns = [
    { title: t.risk, key: 'risk', width: 70, render: (item: WorkItem) => <Risk level={item.risk} /> },
    {
      title: t.due,
      key: 'due',
      width: 130,
      render: (item: WorkItem) => (item.nextDueAt ? timeLeft(item.nextDueAt, now, t) : ''),
    },
    { title: t.matter, dataIndex: 'matter', key: 'matter' },
    { title: t.child, dataIndex: 'childDisplay', key: 'child', width: 110 },
    { title: t.where, dataIndex: 'township', key: 'township', width: 140 },
    { title: t.caseNo, dataIndex: 'caseNo', key: 'caseNo', width: 170 },
    { title: t.state, dataIndex: 'state', key: 'state', width: 110 },
  ];

  return (
    <main className="page">
      <Card
        title={`${t.items} · ${t.total} ${list?.counts['open'] ?? items.length}`}
        extra={<span className={`live ${live ? 'on' : 'off'}`}>{live ? t.live : t.offline}</span>}
      >
        {failure && <Alert type="error" role="alert" title={failure} closable style={{ marginBottom: 8 }} />}
        <Table
          size="middle"
          rowKey="id"
          columns={columns}
          dataSource={items}
          pagination={false}
          locale={{ emptyText: <Empty description={`${t.empty}。${t.emptyQueue}`} /> }}
          rowClassName={(item) =>
            `${item.id === current?.id ? 'row-selected' : ''} ${item.risk === 'R1' ? 'row-r1' : ''}`
          }
          onRow={(item, index) => ({ onClick: () => (setSelected(index ?? 0), show(item.id)) })}
        />
        <p className="keys">{t.keysQueue}</p>
      </Card>
      <Drawer
        open={open !== undefined}
        size={560}
        title={open?.caseNo}
        onClose={() => setOpen(undefined)}
        extra={
          open && (
            <Button type="primary" onClick={() => void sign(open)}>
              {t.sign} (S)
            </Button>
          )
        }
      >
        {open && <ItemView item={open} />}
      </Drawer>
    </main>
  );
};
