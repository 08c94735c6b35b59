/**
 * A case while a transaction changes it: every decided event becomes state, history and news to others at once,
 * and all of it is
 * saved together with the audit (one transaction = state + audit + outbox).
 */
import type { FieldCipher } from '@yimen/auth';
import type { AuditEntry, NewEvent, Tx } from '@yimen/messaging';
import { holdings } from '../referrals/holding';
import { outgoing } from '../referrals/outgoing';
import type { Telling } from '../referrals/outgoing';
import type { CaseContent } from './case.content';
import { evolve } from './case.events';
import type { CaseEvent } from './case.events';
import type { CaseState } from './case.state';
import { saveCases } from './case.store';
import type { LoadedCase, StoredReport } from './case.store';
import { entryOf, timelineOf } from './timeline';
import type { TimelineEntry } from './timeline';

export interface CaseWork {
  before: CaseState | undefined;
  state: CaseState;
  content: CaseContent;
  contentBefore: CaseContent | undefined;
  timeline: TimelineEntry[];
  reports: StoredReport[];
  news: NewEvent[];
  audit: AuditEntry[];
}

export const workOn = ({ state, content }: LoadedCase): CaseWork => ({
  before: state,
  state,
  content,
  contentBefore: content,
  timeline: [],
  reports: [],
  news: [],
  audit: [],
});

export const newWork = (base: CaseState, content: CaseContent): CaseWork => ({
  ...workOn({ state: base, content }),
  before: undefined,
  contentBefore: undefined,
});

export const tellingOf = ({ state, content }: CaseWork, tx: Tx): Telling => ({
  state,
  content,
  at: tx.now.toISOString(),
  by: tx.scope.actor,
});

/** State moves on, history and news follow; news are told as of after all these events. */
export const record = (work: CaseWork, tx: Tx, events: readonly CaseEvent[]): void => {
  work.state = evolve(work.state, events);
  work.timeline.push(...timelineOf(work.state, tx.scope.actor, events));
  const telling = tellingOf(work, tx);
  work.news.push(...outgoing(telling, events), ...holdings(telling, events));
};

/** Something that changed nothing but has to be found later. */
export const note = (work: CaseWork, tx: Tx, kind: string, detail: Record<string, unknown>): void => {
  work.timeline.push(entryOf(work.state, tx.scope.actor, { kind, detail }));
};

/** `action` is `noun.past`; detail holds codes and ids only. */
export const auditCase = (work: CaseWork, action: string, detail: Record<string, unknown>): void => {
  const { id, county } = work.state;
  work.audit.push({ action, county, subjectKind: 'case', subjectId: id, caseId: id, detail });
};

/** Saves all, with COMMIT. */
export const saveWork = (tx: Tx, cipher: FieldCipher, works: readonly CaseWork[]): void => {
  for (const work of works) {
    work.state = { ...work.state, version: (work.before?.version ?? 0) + 1 };
    for (const event of work.news) tx.emit(event);
    for (const entry of work.audit) tx.audit(entry);
  }
  saveCases(
    tx,
    cipher,
    works.map((work) => ({
      before: work.before,
      after: work.state,
      content: work.content === work.contentBefore ? undefined : work.content,
      timeline: work.timeline,
      reports: work.reports,
    })),
  );
};
