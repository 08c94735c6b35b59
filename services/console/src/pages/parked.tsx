/** What the services could not handle: seen by those who mend, replayed by administrators, given up by two people. */
import { Alert } from 'antd';
import { useState } from 'react';
import { DiscardForm } from '../parts/discard-form';
import { ParkedTable } from '../parts/parked-table';
import { useParked } from '../parts/use-parked';
import type { ParkedRow } from '../parts/use-parked';
import { useTexts, serviceName } from '../texts';
import type { Account } from '../wire';

const Nothing = () => {
  const t = useTexts();
  return (
    <div className="nothing">
      <b>{t.parked.none}</b>
      <p>{t.parked.noneHint}</p>
    </div>
  );
};

export const ParkedPage = ({ account }: { account: Account }) => {
  const t = useTexts();
  const parked = useParked();
  const [proposing, setProposing] = useState<ParkedRow>();
  const { items, unread, notice } = parked;
  const close = () => setProposing(undefined);
  const missing = unread.map((service) => serviceName(service, t)).join('、');
  return (
    <main className="page" id="main">
      <div className="panel">
        <div className="queue-head">
          <h2>{t.parked.title}</h2>
          <span className="quiet">{t.parked.intro}</span>
        </div>
        {missing && <Alert type="warning" role="alert" showIcon title={`${t.parked.unread}：${missing}`} />}
        {notice && <Alert type={notice.type} role="status" showIcon title={notice.text} />}
        {proposing && (
          <DiscardForm
            key={proposing.id}
            row={proposing}
            busy={parked.busy}
            onSend={(reason) => void parked.propose(proposing, reason).then((ok) => ok && close())}
            onLeave={close}
          />
        )}
        {items?.length === 0 && unread.length === 0 ? (
          <Nothing />
        ) : (
          <ParkedTable {...{ account, parked }} onPropose={setProposing} />
        )}
      </div>
    </main>
  );
};
