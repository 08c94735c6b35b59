import type { Tx } from '@yimen/messaging';
import { insertVaultRow } from '../vault/vault.store';
import type { AmendmentRecord } from './amendment.policy';

/** The amendment and its words as typed; sent with COMMIT. */
export const insertAmendment = (tx: Tx, record: AmendmentRecord): void => {
  insertVaultRow(tx, record.vault);
  tx.write(
    `insert into amendment (id, report_id, county, agency, area, added_at, added_by, statement, content)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      record.id,
      record.reportId,
      record.county,
      record.agency,
      record.area,
      tx.now,
      record.addedBy,
      record.statement,
      record.content,
    ],
  );
};
