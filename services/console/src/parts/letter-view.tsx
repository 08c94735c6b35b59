/** One letter: its words as they go on paper, where it stands, and what may be registered now. */
import { Alert, Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTexts } from '../texts';
import type { Account, LetterDetail } from '../wire';
import { countyTime } from './due';
import { belongsToControl, shortcutOf } from './keys';
import { LetterForm } from './letter-form';
import type { LetterDeed } from './letter-form';
import { useLetter } from './use-letters';
import { useNow } from './use-now';

/** What is possible in each state, with its key. */
const deeds: Record<string, readonly (readonly [LetterDeed, string])[]> = {
  to_send: [
    ['send', 's'],
    ['waive', 'w'],
  ],
  sent: [
    ['receive', 'r'],
    ['giveBack', 'b'],
    ['waive', 'w'],
  ],
  returned: [
    ['send', 's'],
    ['waive', 'w'],
  ],
};

const Paper = ({ text: { title, letterNo, lines, receipt } }: LetterDetail) => (
  <article className="letter-paper" lang="zh-CN" data-testid="letter-paper">
    <h2>{title}</h2>
    <p className="number">{letterNo}</p>
    {lines.map((line, index) => (
      <p key={`${index} ${line}`}>{line}</p>
    ))}
    <section>
      {receipt.map((line, index) => (
        <p key={`${index} ${line}`}>{line}</p>
      ))}
    </section>
  </article>
);

const Standing = ({ letter }: { letter: LetterDetail }) => {
  const t = useTexts();
  const now = useNow();
  const { state, sending, undelivered, receipt, tries } = letter;
  const sent = sending && {
    how: t.letters.ways[sending.how],
    at: countyTime(sending.at, now, t),
    by: sending.by,
  };
  return (
    <p role="status" data-testid="letter-state" data-state={state}>
      <b>{t.letters.states[state]}</b>{' '}
      {sent && t.letters.sentBy.replace('{how}', sent.how).replace('{at}', sent.at).replace('{by}', sent.by)}{' '}
      {sending?.trackingNo} {tries > 1 && t.letters.tries.replace('{count}', String(tries))}{' '}
      {undelivered && t.letters.reasons[undelivered.reason]}{' '}
      {receipt &&
        `${receipt.refused ? t.letters.refused : t.letters.accepted} ${receipt.signedBy} ${receipt.on}`}
    </p>
  );
};

interface ShortcutProps {
  offered: readonly (readonly [LetterDeed, string])[];
  onDeed: (deed: LetterDeed | undefined) => void;
  onLeave: () => void;
  begun: LetterDeed | undefined;
}

/** Escape leaves the form, then the letter. */
const useShortcuts = ({ offered, onDeed, onLeave, begun }: ShortcutProps): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const key = shortcutOf(event);
      if (key === 'Escape') return begun ? onDeed(undefined) : onLeave();
      if (begun || belongsToControl(event)) return;
      if (key === 'p') window.print();
      const found = offered.find(([, own]) => own === key);
      if (!found) return;
      event.preventDefault();
      onDeed(found[0]);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
};

interface LetterViewProps {
  id: string;
  account: Account;
  onChanged: () => void;
  onLeave: () => void;
}

export const LetterView = ({ id, account, onChanged, onLeave }: LetterViewProps) => {
  const t = useTexts();
  const { letter, notice, busy, act } = useLetter(id, onChanged);
  const [begun, setBegun] = useState<LetterDeed>();
  const mayAct = account.duties.includes('coordinator');
  const offered = mayAct && letter ? (deeds[letter.state] ?? []) : [];
  useShortcuts({ offered, onDeed: setBegun, onLeave, begun });
  return (
    <div className="panel letter">
      {notice && <Alert type={notice.type} role="status" showIcon title={notice.text} />}
      {letter && <Standing letter={letter} />}
      {begun ? (
        <LetterForm key={begun} deed={begun} onLeave={() => setBegun(undefined)} {...{ act, busy }} />
      ) : (
        <div className="act-buttons">
          {offered.map(([deed, key]) => (
            <Button key={deed} data-testid={`letter-${deed}`} onClick={() => setBegun(deed)}>
              {t.letters[deed]} <kbd>{key.toUpperCase()}</kbd>
            </Button>
          ))}
          <Button onClick={() => window.print()}>
            {t.letters.print} <kbd>P</kbd>
          </Button>
          <Button onClick={onLeave}>
            {t.back} <kbd>Esc</kbd>
          </Button>
        </div>
      )}
      {letter ? <Paper {...letter} /> : <p>{t.loading}</p>}
    </div>
  );
};
