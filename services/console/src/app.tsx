/** Who is signed in decides which desk opens: operators take reports, every other desk works its queue. */
import { ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import enUS from 'antd/locale/en_US';
import { useEffect, useState } from 'react';
import { get, remove } from './api';
import type { Account } from './api';
import { HotlinePage } from './pages/hotline';
import { LoginPage } from './pages/login';
import { QueuePage } from './pages/queue';
import { texts, TextsContext, useTexts } from './texts';
import type { Language } from './texts';

const rememberedLanguage = (): Language => (localStorage.getItem('language') === 'en' ? 'en' : 'zh');

const theme = { token: { colorPrimary: '#0b5cad', borderRadius: 4, colorTextPlaceholder: '#667085' } };

const serviceOf = (account: Account): string => (account.role === 'police' ? 'police' : 'agencies');

const Desk = ({ account }: { account: Account }) =>
  account.duties.includes('operator') ? (
    <HotlinePage account={account} />
  ) : (
    <QueuePage service={serviceOf(account)} />
  );

interface TopProps {
  account: Account;
  onSignedOut: () => void;
  onLanguage: () => void;
}

const Top = ({ account, onSignedOut, onLanguage }: TopProps) => {
  const t = useTexts();
  const signOut = () => void remove('/api/directory/sessions/current').finally(onSignedOut);
  return (
    <header className="top">
      <h1>{t.product}</h1>
      <span>{account.duties.includes('operator') ? t.hotline : t.queue}</span>
      <span className="who">{account.name}</span>
      <button type="button" onClick={onLanguage}>
        中 / EN
      </button>
      <button type="button" onClick={signOut}>
        {t.signOut}
      </button>
    </header>
  );
};

export const App = () => {
  const [language, setLanguage] = useState<Language>(rememberedLanguage);
  const [account, setAccount] = useState<Account | null | undefined>(undefined);

  useEffect(() => {
    get<{ account: Account }>('/api/directory/sessions/current').then(
      (session) => setAccount(session.account),
      () => setAccount(null),
    );
  }, []);

  useEffect(() => {
    localStorage.setItem('language', language);
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);

  if (account === undefined) return null;
  return (
    <ConfigProvider theme={theme} locale={language === 'zh' ? zhCN : enUS}>
      <TextsContext.Provider value={texts[language]}>
        {account === null ? (
          <LoginPage onSignedIn={setAccount} />
        ) : (
          <div className="shell">
            <Top
              account={account}
              onSignedOut={() => setAccount(null)}
              onLanguage={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
            />
            <Desk account={account} />
          </div>
        )}
      </TextsContext.Provider>
    </ConfigProvider>
  );
};
