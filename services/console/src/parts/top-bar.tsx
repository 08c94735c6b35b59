/** Which desk this is, who sits at it, the other language, the way out. */
import { useState } from 'react';
import { remove } from '../api';
import { dropReport, hasUnsaved } from '../kept-report';
import { useTexts } from '../texts';
import type { Account } from '../wire';
import { useAgencies } from './use-agencies';

interface TopBarProps {
  account: Account;
  onSignedOut: () => void;
  onLanguage: () => void;
  /** what an operator looks at; others have one place */
  place: Place;
  onPlace: (place: Place) => void;
}

export type Place = 'desk' | 'import';

export const TopBar = ({ account, onSignedOut, onLanguage, place, onPlace }: TopBarProps) => {
  const t = useTexts();
  // the account's name alone tells enough when the directory does not answer
  const agency = useAgencies().find(({ id }) => id === account.agency)?.name ?? '';
  const isOperator = account.duties.includes('operator');
  const operatorPlace = place === 'import' ? t.ledger.title : t.hotline;
  const deskName = isOperator ? operatorPlace : t.queue;
  const [asking, setAsking] = useState(false);
  const signOut = () => {
    dropReport(account);
    void remove('/api/directory/sessions/current').finally(onSignedOut);
  };
  const askOrGo = () => (hasUnsaved(account) ? setAsking(true) : signOut());
  return (
    <header className="top">
      <a className="skip" href="#main">
        {t.skip}
      </a>
      <h1>{t.product}</h1>
      <span className="desk-name">{deskName}</span>
      {isOperator && (
        <button type="button" id="to-place" onClick={() => onPlace(place === 'desk' ? 'import' : 'desk')}>
          {place === 'desk' ? t.ledger.title : t.hotline}
        </button>
      )}
      <span className="who">
        {agency} <b>{account.name}</b>
      </span>
      <button type="button" lang={t.language === 'zh' ? 'en' : 'zh-CN'} onClick={onLanguage}>
        {t.otherLanguage}
      </button>
      {asking ? (
        <span className="asking" role="alert">
          {t.signOutLoses}
          <button type="button" onClick={signOut}>
            {t.signOut}
          </button>
          <button type="button" autoFocus onClick={() => setAsking(false)}>
            {t.stay}
          </button>
        </span>
      ) : (
        <button type="button" onClick={askOrGo}>
          {t.signOut}
        </button>
      )}
    </header>
  );
};
