/** Children who may be one child twice, for coordinators: look, compare, decide; what was decided can be taken back. */
import { Alert, Button, Radio } from 'antd';
import { useState } from 'react';
import { DecisionTable } from '../parts/decision-table';
import { PairTable } from '../parts/pair-table';
import { PairView } from '../parts/pair-view';
import type { MergeAct } from '../parts/use-compared';
import { useKeys } from '../parts/use-keys';
import { useDecisions, usePairs } from '../parts/use-pairs';
import type { ChildPair, Paged } from '../parts/use-pairs';
import { useTexts } from '../texts';

type ListName = 'alike' | 'decided';

interface ListProps<T> {
  list: Paged<T>;
  none: string;
  hint?: string;
  children: (items: readonly T[]) => React.ReactNode;
}

const PagedList = <T,>({ list: { items, failed, more }, none, hint, children }: ListProps<T>) => {
  const t = useTexts();
  return (
    <>
      {failed && <Alert type="warning" role="status" showIcon title={t.offlineList} />}
      {items !== undefined && items.length > 0 ? (
        children(items)
      ) : (
        <div className="nothing">
          <b>{items === undefined ? t.loading : none}</b>
          {items !== undefined && hint && <p>{hint}</p>}
        </div>
      )}
      {more && <Button onClick={more}>{t.pairs.older}</Button>}
    </>
  );
};

interface PairsPageProps {
  /** pairs of this child alone */
  childId?: string;
  onOpenCase: (caseId: string) => void;
  onLeave?: () => void;
}

export const PairsPage = ({ childId, onOpenCase, onLeave }: PairsPageProps) => {
  const t = useTexts();
  const { pairs: words } = t;
  const [shown, setShown] = useState<ListName>('alike');
  const [opened, setOpened] = useState<ChildPair>();
  const [notice, setNotice] = useState<string>();
  const pairs = usePairs(childId);
  const decisions = useDecisions();
  useKeys({ Escape: opened ? undefined : onLeave });
  const tell = (text: string): void => {
    setNotice(text);
    setOpened(undefined);
    pairs.reload();
    decisions.reload();
  };
  const decided = ({ action }: MergeAct) => tell(action === 'merge' ? words.merged : words.keptApart);
  if (opened)
    return (
      <main className="page" id="main">
        <PairView
          ids={[opened.children[0].childId, opened.children[1].childId]}
          onDecided={decided}
          onLeave={() => setOpened(undefined)}
          {...{ onOpenCase }}
        />
      </main>
    );
  return (
    <main className="page" id="main">
      <div className="panel">
        <div className="queue-head">
          <h2>{words.title}</h2>
          <Radio.Group
            optionType="button"
            aria-label={t.view}
            value={shown}
            onChange={(event) => setShown(event.target.value as ListName)}
            options={Object.entries(words.lists).map(([value, label]) => ({ value, label }))}
          />
          {onLeave && (
            <Button onClick={onLeave}>
              {t.back} <kbd>Esc</kbd>
            </Button>
          )}
          <span className="quiet">{words.intro}</span>
        </div>
        {notice && <Alert type="success" role="status" showIcon title={notice} />}
        {shown === 'alike' ? (
          <PagedList list={pairs} none={words.none} hint={words.noneHint}>
            {(items) => <PairTable items={items} onOpen={setOpened} />}
          </PagedList>
        ) : (
          <PagedList list={decisions} none={words.noDecisions}>
            {(items) => <DecisionTable items={items} onUnmerged={() => tell(words.unmerged)} />}
          </PagedList>
        )}
        <p className="keys">{words.keys}</p>
      </div>
    </main>
  );
};
