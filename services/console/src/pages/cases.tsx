/** The coordination office's desk: every case of the county; without a lead or past its time is a view of its own. */
import { Alert, Radio } from 'antd';
import { useEffect, useState } from 'react';
import { CaseView } from '../parts/case-view';
import { countyTime, pressure, timeLeft } from '../parts/due';
import { ExportList } from '../parts/export-list';
import { belongsToControl, shortcutOf } from '../parts/keys';
import { Risk } from '../parts/risk';
import { useAgencies } from '../parts/use-agencies';
import { useCases } from '../parts/use-cases';
import { useNow } from '../parts/use-now';
import { useTexts } from '../texts';
import type { Account, CaseLine } from '../wire';
import { PairsPage } from './pairs';
import { ListTable } from '../parts/list-table';

interface CaseTableProps {
  items: readonly CaseLine[];
  onOpen: (id: string) => void;
}

const CaseTable = ({ items, onOpen }: CaseTableProps) => {
  const t = useTexts();
  const now = useNow();
  return (
    <ListTable label={t.cases} columns={[t.risk, t.caseNo, t.child, t.owner, t.clocks, t.opened]}>
      {items.map(({ id, risk, caseNo, child, owner, nextDueAt, overdueClocks, openedAt }) => (
        <tr key={id} data-testid="case" className={risk === 'R1' ? 'red' : ''} onClick={() => onOpen(id)}>
          <td>
            <Risk level={risk} />
          </td>
          <td>
            <button type="button" className="link number" onClick={() => onOpen(id)}>
              {caseNo}
            </button>
          </td>
          <td>
            {child.name} <small>{child.township}</small>
          </td>
          <td>{owner.name}</td>
          <td>
            {overdueClocks > 0 && <span className="left over">{`${t.overdueCount} ${overdueClocks} `}</span>}
            {nextDueAt && (
              <span className={`left ${pressure(nextDueAt, now)}`}>{timeLeft(nextDueAt, now, t)}</span>
            )}
          </td>
          <td>{countyTime(openedAt, now, t)}</td>
        </tr>
      ))}
    </ListTable>
  );
};

/** Escape goes back to the list. */
const useEscape = (leave: (() => void) | undefined): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (leave && !belongsToControl(event) && shortcutOf(event) === 'Escape') leave();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
};

interface CasesPageProps {
  account: Account;
  /** open at once */
  caseId?: string;
}

export const CasesPage = ({ account, caseId }: CasesPageProps) => {
  const t = useTexts();
  const [view, setView] = useState('open');
  const [opened, setOpened] = useState(caseId);
  const [pairsOf, setPairsOf] = useState<string>();
  const { items, live, reload } = useCases(view);
  const agencies = useAgencies();
  const leave = () => setOpened(undefined);
  useEscape(opened === undefined || pairsOf !== undefined ? undefined : leave);
  const openCase = (id: string) => {
    setPairsOf(undefined);
    setOpened(id);
  };
  if (pairsOf !== undefined)
    return <PairsPage childId={pairsOf} onOpenCase={openCase} onLeave={() => setPairsOf(undefined)} />;
  if (opened !== undefined)
    return (
      <main className="page" id="main">
        <CaseView
          key={opened}
          id={opened}
          {...{ account, agencies }}
          onChanged={reload}
          onLeave={leave}
          onOpen={openCase}
          onPairs={setPairsOf}
        />
      </main>
    );
  return (
    <main className="page" id="main">
      <div className="panel">
        <div className="queue-head">
          <h2>{t.cases}</h2>
          <Radio.Group
            optionType="button"
            aria-label={t.view}
            value={view}
            onChange={(event) => setView(String(event.target.value))}
            options={Object.entries(t.caseViews).map(([value, label]) => ({ value, label }))}
          />
          <ExportList path="/api/coordination/cases.csv" view={view} />
        </div>
        {!live && <Alert type="warning" role="status" showIcon title={t.offlineList} />}
        {items !== undefined && items.length > 0 ? (
          <CaseTable items={items} onOpen={setOpened} />
        ) : (
          <div className="nothing">
            <b>{items === undefined ? t.loading : t.noCases}</b>
          </div>
        )}
      </div>
    </main>
  );
};
