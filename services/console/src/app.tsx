/** Who is signed in decides which desk opens: operators take reports, desks work their queue, leaders watch. */
import { ConfigProvider, Radio } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useEffect, useState } from 'react';
import { deskServiceOf } from '@yimen/contracts';
import type { DeskService } from '@yimen/contracts';
import { AccountsPage } from './pages/accounts';
import { CasesPage } from './pages/cases';
import { HotlinePage } from './pages/hotline';
import { ImportPage } from './pages/import';
import { LettersPage } from './pages/letters';
import { LoginPage } from './pages/login';
import { PairsPage } from './pages/pairs';
import { ParkedPage } from './pages/parked';
import { QueuePage } from './pages/queue';
import { TopBar } from './parts/top-bar';
import type { Place } from './parts/top-bar';
import { useSession } from './parts/use-session';
import { deskOptions, texts, TextsContext, useTexts } from './texts';
import type { Language, Texts } from './texts-zh';
import type { Account } from './wire';

const rememberedLanguage = (): Language => (localStorage.getItem('language') === 'en' ? 'en' : 'zh');

const theme = {
  token: {
    colorPrimary: '#0b5cad',
    colorError: '#b3261e',
    colorLink: '#0b5cad',
    borderRadius: 4,
    colorTextPlaceholder: '#5d6b7a',
    fontFamily: "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', system-ui, sans-serif",
  },
};

/** Who sees a whole county's queues without working in one. */
const watching = ['coordinator', 'supervisor', 'auditor'];

/** Who may see what the services could not handle. */
const mending = ['admin', 'supervisor', 'auditor'];

/** Who may open a case. */
const leading = ['coordinator', 'supervisor'];

/** Pages of a leader that are no desk's queue. */
type OwnPlace = 'cases' | 'letters' | 'pairs' | 'accounts' | 'parked';

const optionsFor = ({ duties }: Account, t: Texts): { value: string; label: string }[] => {
  const has = (wanted: readonly string[]) => duties.some((duty) => wanted.includes(duty));
  return [
    ...(has(leading)
      ? [
          { value: 'cases', label: t.cases },
          { value: 'letters', label: t.letters.title },
        ]
      : []),
    ...(has(['coordinator']) ? [{ value: 'pairs', label: t.pairs.title }] : []),
    ...(has(['admin']) ? [{ value: 'accounts', label: t.accounts }] : []),
    ...(has(watching) ? deskOptions(t) : []),
    ...(has(mending) ? [{ value: 'parked', label: t.parked.title }] : []),
  ];
};

const WatchPage = ({ account }: { account: Account }) => {
  const t = useTexts();
  const options = optionsFor(account, t);
  const [service, setService] = useState(options[0]?.value ?? 'police');
  const [openedCase, setOpenedCase] = useState<string>();
  const go = (place: string, caseId?: string) => {
    setOpenedCase(caseId);
    setService(place);
  };
  const own: Record<OwnPlace, React.ReactElement> = {
    cases: <CasesPage key={openedCase} account={account} caseId={openedCase} />,
    pairs: <PairsPage onOpenCase={(caseId) => go('cases', caseId)} />,
    letters: <LettersPage account={account} />,
    accounts: <AccountsPage account={account} />,
    parked: <ParkedPage account={account} />,
  };
  return (
    <>
      <nav className="watch" aria-label={t.queue}>
        <Radio.Group
          optionType="button"
          aria-label={t.queue}
          value={service}
          onChange={(event) => go(String(event.target.value))}
          options={options}
        />
      </nav>
      {own[service as OwnPlace] ?? (
        <QueuePage key={service} service={service as DeskService} account={account} />
      )}
    </>
  );
};

const NoDesk = () => {
  const t = useTexts();
  return (
    <main className="page" id="main">
      <div className="panel nothing">
        <b>{t.noDesk}</b>
        <p>{t.noDeskHint}</p>
      </div>
    </main>
  );
};

const Desk = ({ account, place }: { account: Account; place: Place }) => {
  const { duties, role } = account;
  if (duties.includes('operator'))
    return place === 'import' ? <ImportPage /> : <HotlinePage account={account} />;
  const service = duties.includes('desk') ? deskServiceOf(role) : undefined;
  if (service) return <QueuePage service={service} account={account} />;
  return duties.some((duty) => [...watching, 'admin'].includes(duty)) ? (
    <WatchPage account={account} />
  ) : (
    <NoDesk />
  );
};

export const App = () => {
  const [language, setLanguage] = useState<Language>(rememberedLanguage);
  const [place, setPlace] = useState<Place>('desk');
  const { account, expired, signedIn, signedOut } = useSession();
  const t = texts[language];
  const otherLanguage = () => setLanguage(language === 'zh' ? 'en' : 'zh');

  useEffect(() => {
    localStorage.setItem('language', language);
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = `${t.product} · ${t.subtitle}`;
  }, [language, t, account]);

  if (account === undefined) return null;
  return (
    <ConfigProvider
      theme={theme}
      locale={language === 'zh' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <TextsContext.Provider value={t}>
        {account === null ? (
          <LoginPage expired={expired} onSignedIn={signedIn} onLanguage={otherLanguage} />
        ) : (
          <div className="shell">
            <TopBar
              {...{ account, place }}
              onPlace={setPlace}
              onSignedOut={signedOut}
              onLanguage={otherLanguage}
            />
            <Desk key={account.name} account={account} place={place} />
          </div>
        )}
      </TextsContext.Provider>
    </ConfigProvider>
  );
};
