/**
 * What coordination did with our reports, kept as codes: open cases of a child, cases of a report, answers that may
 * be given. Guarantee: set-based, and the same event twice changes nothing. Events carry ids and codes only, so
 * nothing is sealed.
 */
import type { CaseClosedV1, CaseJoinedV1, CaseOpenedV1 } from '@yimen/contracts';
import type { Tx } from '@yimen/messaging';
import type { Answer, AnswerCode } from './answer.policy';

export const recordOpened = (tx: Tx, opened: readonly CaseOpenedV1[]): Promise<unknown> =>
  tx.query(
    `with opened as (
       select * from jsonb_to_recordset($1::jsonb) as event("caseId" text, "caseNo" text, county text, "childId" text,
         "reportId" text, risk text, "openedAt" timestamptz)),
     known as (
       insert into child_case (case_id, county, child_id, case_no, risk, opened_at)
       select "caseId", county, "childId", "caseNo", risk, "openedAt" from opened on conflict do nothing),
     linked as (
       insert into report_case (report_id, case_id, county, joined_at)
       select "reportId", "caseId", county, "openedAt" from opened on conflict do nothing)
     insert into answer (case_id, code, about, county, at)
     select "caseId", 'case_opened', "reportId", county, "openedAt" from opened on conflict do nothing`,
    [JSON.stringify(opened)],
  );

export const recordJoined = async (tx: Tx, joined: readonly CaseJoinedV1[]): Promise<void> => {
  await tx.query(
    `with joined as (
       select * from jsonb_to_recordset($1::jsonb) as event("caseId" text, county text, "reportId" text,
         "joinedAt" timestamptz)),
     linked as (
       insert into report_case (report_id, case_id, county, joined_at)
       select "reportId", "caseId", county, "joinedAt" from joined on conflict do nothing)
     insert into answer (case_id, code, about, county, at)
     select "caseId", 'case_joined', "reportId", county, "joinedAt" from joined on conflict do nothing`,
    [JSON.stringify(joined)],
  );
  // several reports may join one case in one batch: the last one's risk is the case's
  for (const { caseId, risk } of joined)
    await tx.query(`update child_case set risk = $2 where case_id = $1`, [caseId, risk]);
};

export const recordClosed = (tx: Tx, closed: readonly CaseClosedV1[]): Promise<unknown> =>
  tx.query(
    `with closed as (
       select * from jsonb_to_recordset($1::jsonb) as event("caseId" text, county text, "closedAt" timestamptz)),
     ended as (
       update child_case set closed_at = closed."closedAt" from closed
       where case_id = closed."caseId" and closed_at is null)
     insert into answer (case_id, code, about, county, at)
     select "caseId", 'case_closed', '', county, "closedAt" from closed on conflict do nothing`,
    [JSON.stringify(closed)],
  );

export interface LegAnswer {
  caseId: string;
  code: AnswerCode;
  referralId: string;
  county: string;
  role: string;
  at: string;
}

export const recordLegs = (tx: Tx, legs: readonly LegAnswer[]): Promise<unknown> =>
  tx.query(
    `insert into answer (case_id, code, about, county, role, at)
     select "caseId", code, "referralId", county, role, at
     from jsonb_to_recordset($1::jsonb) as leg("caseId" text, code text, "referralId" text, county text, role text,
       at timestamptz)
     on conflict do nothing`,
    [JSON.stringify(legs)],
  );

interface AnsweredReport {
  receiptNo: string;
  acceptedAt: Date;
  reporterClose: boolean;
  answers: Answer[];
}

/** Most answers a reporter is given: two for each leg of a large case. */
const maxAnswers = 100;

/**
 * A case's answers since this report belongs to it; an opening or joining of other reports is not this reporter's
 * news.
 */
export const findAnswers = async (tx: Tx, reportId: string): Promise<AnsweredReport | undefined> => {
  const report = tx.query<{ receipt_no: string; accepted_at: Date; reporter_close: boolean }>(
    `select receipt_no, accepted_at, reporter_close from report where id = $1`,
    [reportId],
  );
  const answers = tx.query<Answer>(
    `select a.code, a.role, a.at from report_case l join answer a on a.case_id = l.case_id and a.at >= l.joined_at
     where l.report_id = $1 and (a.code not in ('case_opened', 'case_joined') or a.about = $1)
     order by a.at, a.code limit ${maxAnswers}`,
    [reportId],
  );
  const [[found], items] = await Promise.all([report, answers]);
  if (!found) return undefined;
  const { receipt_no: receiptNo, accepted_at: acceptedAt, reporter_close: reporterClose } = found;
  return { receiptNo, acceptedAt, reporterClose, answers: items };
};
