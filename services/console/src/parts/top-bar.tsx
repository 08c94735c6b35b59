/** Which desk this is, who sits at it, the other language, the way out. */
import { useState } from 'react';
import { remove } from '../api';
import { useTexts } from '../texts';
import type { Account } from '../wire';
import { useAgencies } from './use-agencies';
import { dropDraft, hasDraft } from './use-report';

interface TopBarProps {
  account: Account;
  onSignedOut: () => void;
  onLanguage: () => void;
}

export const TopBar = ({ account, onSignedOut, onLanguage }: TopBarProps) => {
  const t = useTexts();
  // the account's name alone tells enough when the directory does not answer
  const agency = useAgencies().find(({ id }) => id === account.agency)?.name ?? '';
  const [asking, setAsking] = useState(false);
  const signOut = () => {
    dropDraft(account);
    void remove('/api/directory/sessions/current').finally(onSignedOut);
  };
  const askOrGo = () => (hasDraft(account) ? setAsking(true) : signOut());
  return (
    <header className="top">
      <a className="skip" href="#main">
        {t.skip}
      </a>
      <h1>{t.product}</h1>
      <span className="desk-name">{account.duties.includes('operator') ? t.hotline : t.queue}</span>
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
