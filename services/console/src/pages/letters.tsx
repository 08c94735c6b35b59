/** Letters of the county: to send, waiting for their receipt, come back, past their time. */
import { Alert, Radio } from 'antd';
import { useState } from 'react';
import { LetterView } from '../parts/letter-view';
import { pressure, timeLeft } from '../parts/due';
import { Risk } from '../parts/risk';
import { useLetters } from '../parts/use-letters';
import { useNow } from '../parts/use-now';
import { useTexts } from '../texts';
import type { Account, LetterLine } from '../wire';
import { ListTable } from '../parts/list-table';

interface LetterTableProps {
  items: readonly LetterLine[];
  onOpen: (id: string) => void;
}

const LetterRow = ({ line, onOpen }: { line: LetterLine; onOpen: (id: string) => void }) => {
  const t = useTexts();
  const now = useNow();
  const { id, risk, letterNo, to, basis, state, dueInstant, caseNo } = line;
  const isOver = state === 'receipted' || state === 'waived';
  return (
    <tr data-testid="letter" className={risk === 'R1' ? 'red' : ''} onClick={() => onOpen(id)}>
      <td>
        <Risk level={risk} />
      </td>
      <td>
        <button type="button" className="link number" onClick={() => onOpen(id)}>
          {letterNo}
        </button>
      </td>
      <td>{to}</td>
      <td>
        <small>{basis}</small>
      </td>
      <td>{t.letters.states[state]}</td>
      <td>
        {!isOver && (
          <span className={`left ${pressure(dueInstant, now)}`}>{timeLeft(dueInstant, now, t)}</span>
        )}
      </td>
      <td className="number">{caseNo}</td>
    </tr>
  );
};

const LetterTable = ({ items, onOpen }: LetterTableProps) => {
  const t = useTexts();
  const { number, to, basis, state, due, title } = t.letters;
  return (
    <ListTable label={title} columns={[t.risk, number, to, basis, state, due, t.caseNo]}>
      {items.map((line) => (
        <LetterRow key={line.id} line={line} onOpen={onOpen} />
      ))}
    </ListTable>
  );
};

export const LettersPage = ({ account }: { account: Account }) => {
  const t = useTexts();
  const [view, setView] = useState('to_send');
  const [opened, setOpened] = useState<string>();
  const { items, live, reload } = useLetters(view);
  if (opened !== undefined)
    return (
      <main className="page" id="main">
        <LetterView id={opened} account={account} onChanged={reload} onLeave={() => setOpened(undefined)} />
      </main>
    );
  return (
    <main className="page" id="main">
      <div className="panel">
        <div className="queue-head">
          <h2>{t.letters.title}</h2>
          <Radio.Group
            optionType="button"
            aria-label={t.view}
            value={view}
            onChange={(event) => setView(String(event.target.value))}
            options={Object.entries(t.letters.views).map(([value, label]) => ({ value, label }))}
          />
          <span className="quiet">{t.letters.intro}</span>
        </div>
        {!live && <Alert type="warning" role="status" showIcon title={t.offlineList} />}
        {items !== undefined && items.length > 0 ? (
          <LetterTable items={items} onOpen={setOpened} />
        ) : (
          <div className="nothing">
            <b>{items === undefined ? t.loading : t.letters.none}</b>
          </div>
        )}
      </div>
    </main>
  );
};
