/** What was decided, by whom and why; a merge that holds can be taken back. */
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTexts } from '../texts';
import { ActForm } from './act-form';
import { countyTime } from './due';
import { useDeciding } from './use-compared';
import { useNow } from './use-now';
import type { Decision } from './use-pairs';
import { ListTable } from './list-table';

interface UnmergeFormProps {
  decision: Decision;
  onDone: () => void;
  onLeave: () => void;
}

const UnmergeForm = ({ decision: { child }, onDone, onLeave }: UnmergeFormProps) => {
  const t = useTexts();
  const { failure, busy, decide } = useDeciding();
  const [note, setNote] = useState('');
  const reason = note.trim();
  return (
    <>
      {failure && <Alert type="error" role="alert" showIcon title={failure} />}
      <ActForm
        title={`${t.pairs.unmerge} ${child.display}`}
        noteLabel={`${t.pairs.why} *`}
        body={reason === '' ? undefined : () => ({ reason })}
        note={note}
        onNote={setNote}
        onSend={(body) =>
          void decide({ childId: child.childId, action: 'unmerge', body }).then((done) => done && onDone())
        }
        {...{ busy, onLeave }}
      />
    </>
  );
};

interface DecisionTableProps {
  items: readonly Decision[];
  onUnmerged: () => void;
}

export const DecisionTable = ({ items, onUnmerged }: DecisionTableProps) => {
  const t = useTexts();
  const now = useNow();
  const [undoing, setUndoing] = useState<Decision>();
  const { pairs } = t;
  const columns = [pairs.kind, t.child, pairs.into, t.reason, pairs.by, pairs.at, t.actions];
  const leave = () => setUndoing(undefined);
  const done = () => {
    leave();
    onUnmerged();
  };
  return (
    <>
      {undoing && <UnmergeForm key={undoing.decisionId} decision={undoing} onDone={done} onLeave={leave} />}
      <ListTable label={pairs.lists.decided} columns={columns}>
        {items.map((decision) => (
          <tr key={decision.decisionId} data-testid="decision" data-kind={decision.kind}>
            <td>{pairs.kinds[decision.kind]}</td>
            <td>{decision.child.display}</td>
            <td>{decision.into.display}</td>
            <td>{decision.reason}</td>
            <td>{decision.decidedBy}</td>
            <td>{countyTime(decision.decidedAt, now, t)}</td>
            <td>
              {decision.inForce && (
                <Button size="small" data-testid="unmerge" onClick={() => setUndoing(decision)}>
                  {pairs.unmerge}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </ListTable>
    </>
  );
};
