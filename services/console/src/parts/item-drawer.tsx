/** One work item, read whole (the reading is audited): what to do, about whom, where, until when, on what ground. */
import { Alert, Button } from 'antd';
import { useEffect, useRef } from 'react';
import { deskServiceOf } from '@yimen/contracts';
import { documentName, matterName, partName, useTexts } from '../texts';
import type { Texts } from '../texts-zh';
import type { QueueDescription, WorkItemDetail } from '../wire';
import { ClauseList } from './clause-list';
import { ClockList } from './clock-list';
import { DeskAttachments } from './desk-attachments';
import { Designations } from './designations';
import { countyTime } from './due';
import { ItemActs } from './item-acts';
import type { ItemActsProps } from './item-acts';
import { Risk } from './risk';

const childFacts = ({ childView }: WorkItemDetail, t: Texts): string => {
  const { name, sex, birthDate, ageYears, idNumber, guardians, school } = childView ?? {};
  const sexName = sex === 'male' ? t.male : sex === 'female' ? t.female : undefined;
  const age = ageYears === undefined ? undefined : `${t.age.split('（')[0]} ${ageYears}`;
  return [name, sexName, birthDate, age, idNumber, guardians, school]
    .filter((fact) => fact !== undefined)
    .join(' · ');
};

const Facts = ({ item }: { item: WorkItemDetail }) => {
  const t = useTexts();
  const place = [item.place?.township, item.place?.address].filter(Boolean).join(' ');
  const others = item.others.map(({ name, part }) => `${name}（${partName(part, t)}）`).join('、');
  const rows = [
    [t.childFacts, childFacts(item, t)],
    [t.place, place],
    [t.task, item.task],
    [t.others, others],
  ].filter(([, value]) => value !== '');
  return (
    <dl className="facts">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
};

const actName = (action: string, t: Texts): string =>
  Object.hasOwn(t.acts, action) ? t.acts[action as keyof Texts['acts']] : action;

const History = ({ item, now }: { item: WorkItemDetail; now: number }) => {
  const t = useTexts();
  return (
    <ol className="answers">
      {item.history.map(({ at, by, action }) => (
        <li key={`${at} ${action}`}>
          <time dateTime={at}>{countyTime(at, now, t)}</time> {actName(action, t)}{' '}
          <small>{by.startsWith('system:') ? t.system : by}</small>
        </li>
      ))}
    </ol>
  );
};

interface ItemBodyProps {
  item: WorkItemDetail;
  now: number;
  mayAct: boolean;
  /** of the agency that has the leg */
  isDesk: boolean;
}

const ItemBody = ({ item, now, mayAct, isDesk }: ItemBodyProps) => {
  const t = useTexts();
  return (
    <div className="drawer-body" role="region" aria-label={t.details} tabIndex={0}>
      <section>
        <h3>{t.statement}</h3>
        <p className="statement">{item.statement}</p>
        <Facts item={item} />
      </section>
      {isDesk && <DeskAttachments key={item.id} caseId={item.caseId} />}
      {deskServiceOf(item.agency.role) === 'rehab' && <Designations {...{ item, mayAct }} />}
      <section>
        <h3>{t.clocks}</h3>
        <ClockList clocks={item.clocks} />
      </section>
      <section>
        <h3>{t.clauses}</h3>
        <ClauseList clauses={item.clauses} />
      </section>
      <details>
        <summary>
          {t.documents} {item.documents.length}
        </summary>
        <ul className="plain">
          {item.documents.map((code) => (
            <li key={code}>{documentName(code, t)}</li>
          ))}
        </ul>
      </details>
      <section>
        <h3>{t.history}</h3>
        <History item={item} now={now} />
      </section>
    </div>
  );
};

export interface ItemDrawerProps {
  item: WorkItemDetail;
  now: number;
  queue: QueueDescription;
  stateName: string;
  /** why nothing can be done here and now; absent = something can */
  whyNot: string | undefined;
  acts: Omit<ItemActsProps, 'queue' | 'item'>;
  notice: { type: 'error' | 'success'; text: string } | undefined;
  /** works at the desk that has it; who leads reads it elsewhere */
  isDesk: boolean;
  /** the form that is open, else the drawer */
  onLeave: () => void;
  onClose: () => void;
}

export const ItemDrawer = (props: ItemDrawerProps) => {
  const { item, now, queue, stateName, whyNot, acts, notice, isDesk, onLeave, onClose } = props;
  const t = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    // the browser keeps the focus inside and gives it back to the row afterwards
    shown?.showModal();
    return () => shown?.close();
  }, []);
  const next = acts.acts[0];
  const isFilling = acts.begun !== undefined;
  useEffect(() => {
    // on what comes next: sign, then finish, and once that is done, close
    const usual = next === undefined || next === 'note' ? 'header button' : 'footer button';
    if (!isFilling) dialog.current?.querySelector<HTMLElement>(usual)?.focus();
  }, [next, isFilling]);
  return (
    <dialog
      ref={dialog}
      className={`drawer ${item.risk === 'R1' ? 'red' : ''}`}
      aria-labelledby="drawer-title"
      onCancel={(event) => {
        event.preventDefault();
        onLeave();
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <header>
        <h2 id="drawer-title">
          <Risk level={item.risk} /> {matterName(item.matter, t)}
          <span className={`part ${item.part}`}>{partName(item.part, t)}</span>
        </h2>
        <Button onClick={onClose}>
          {t.close} <kbd>Esc</kbd>
        </Button>
        <p>
          <span className="number">{item.caseNo}</span>
          <span className={`state ${item.state}`} data-testid="drawer-state">
            {stateName}
          </span>
          {item.heldBy}
        </p>
      </header>
      <ItemBody {...{ item, now, isDesk }} mayAct={whyNot === undefined} />
      <footer>
        {notice && <Alert type={notice.type} role="status" showIcon title={notice.text} />}
        {whyNot === undefined ? (
          <ItemActs {...acts} {...{ queue, item }} />
        ) : (
          <span className="quiet">{whyNot}</span>
        )}
      </footer>
    </dialog>
  );
};
