/** After accepting: the number to read out, where it went, and what the reporter may be told as it moves. */
import { Alert, Button } from 'antd';
import { useEffect, useState } from 'react';
import { get } from '../api';
import { Attachments } from '../parts/attachments';
import { countyTime } from '../parts/due';
import { HandOver } from '../parts/hand-over';
import { Risk } from '../parts/risk';
import { Leg } from '../parts/route-view';
import type { Receipt } from '../parts/use-report';
import { useNow } from '../parts/use-now';
import { useTexts } from '../texts';
import type { Answers } from '../wire';

/** Answers have no stream; an operator on the phone waits no longer than this for news. */
const askEveryMs = 2_500;

const useAnswers = (reportId: string): Answers['items'] => {
  const [items, setItems] = useState<Answers['items']>([]);
  useEffect(() => {
    // a lost question is asked again
    const ask = () =>
      void get<Answers>(`/api/intake/reports/${reportId}/answers`).then(
        (answers) => setItems(answers.items),
        () => undefined,
      );
    ask();
    const timer = setInterval(ask, askEveryMs);
    return () => clearInterval(timer);
  }, [reportId]);
  return items;
};

const Tellable = ({ reportId }: { reportId: string }) => {
  const t = useTexts();
  const now = useNow();
  const items = useAnswers(reportId);
  return (
    <section aria-labelledby="tellable">
      <h3 id="tellable">
        {t.tellReporter} <small>{t.tellReporterHint}</small>
      </h3>
      <div role="log" aria-labelledby="tellable" data-testid="answers">
        <ol className="answers">
          {items.map((item) => (
            <li key={`${item.code} ${item.role ?? ''} ${item.at}`}>
              <time dateTime={item.at}>{countyTime(item.at, now, t)}</time> {item[t.language]}
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
};

export const ReceiptPage = ({ receipt, onNext }: { receipt: Receipt; onNext: () => void }) => {
  const t = useTexts();
  return (
    <main className="page" id="main">
      <div className="panel receipt">
        {receipt.ofEarlierTry && <Alert type="warning" role="alert" showIcon title={t.sentEarlier} />}
        <h2>
          {t.accepted}
          <small>{t.receiptSay}</small>
        </h2>
        <div className="receipt-line">
          <output className="receipt-no" data-testid="receipt" aria-label={t.receipt}>
            {receipt.receiptNo}
          </output>
          <Button type="primary" size="large" autoFocus onClick={onNext}>
            {t.newReport} <kbd>Enter</kbd>
          </Button>
        </div>
        <HandOver reportId={receipt.reportId} receiptNo={receipt.receiptNo} />
        <Attachments reportId={receipt.reportId} />
        <Tellable reportId={receipt.reportId} />
        {receipt.children.map(({ childId, risk, route }) => (
          <section key={childId} aria-label={t.sentTo}>
            <h3>
              {t.sentTo} <Risk level={risk} />
            </h3>
            <ul className="legs">
              {route.referrals.map((referral) => (
                <Leg
                  key={`${referral.agency.name} ${referral.matter} ${referral.part}`}
                  referral={referral}
                />
              ))}
            </ul>
          </section>
        ))}
        <h3>{t.statement}</h3>
        <p className="statement">{receipt.statement}</p>
      </div>
    </main>
  );
};
