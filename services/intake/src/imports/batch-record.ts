/**
 * The report that a batch is: one receipt and one vault row for all its rows; its children come with the worker. No
 * I/O.
 */
import type { Actor } from '@yimen/auth';
import type { Channel } from '@yimen/contracts';
import type { Ciphers } from '../ciphers';
import type { SaidReporter } from '../reports/report.input';
import { statementPlace } from '../reports/report.record';
import type { ReportRecord } from '../reports/report.record';
import { machineStatement } from '../reports/report-preparation';
import { sealForVault } from '../vault/vault.store';

interface BatchParts {
  reportId: string;
  token: string;
  receiptNo: string;
  actor: Actor;
  now: Date;
  said: { county: string; channel: Channel; narrative: string; reporter: SaidReporter };
  rowCount: number;
}

export const batchRecord = (parts: BatchParts, { fields, vault }: Ciphers): ReportRecord => {
  const { reportId, token, said, actor, now } = parts;
  const { reporter, narrative } = said;
  const place = { county: said.county, agency: actor.agency, area: actor.area ?? null };
  const { statement, redactions } = machineStatement({ narrative, reporter, children: [] });
  const words = { token, reportId, kind: 'import', reporter: reporter.identity, words: narrative } as const;
  return {
    report: {
      id: reportId,
      ...place,
      receiptNo: parts.receiptNo,
      channel: said.channel,
      receivedAt: now,
      acceptedAt: now,
      acceptedBy: actor.subject,
      lateReason: null,
      statement: fields.seal(statement, statementPlace(reportId)),
      redactions: redactions.length,
      corrected: false,
      token,
      reporterKind: reporter.kind ?? 'other',
      mandatory: false,
      confidential: reporter.confidential,
      anonymous: reporter.anonymous,
      close: false,
      phoneIndex: null,
      marks: ['import'],
      childCount: parts.rowCount,
    },
    vault: sealForVault(vault, words, place),
    children: [],
    newChildren: [],
    learned: [],
  };
};
