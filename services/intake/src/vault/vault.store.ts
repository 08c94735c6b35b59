/**
 * The reporter vault: who told us, and the words as they were typed. Own key, own table, own door.
 * Guarantee: only this file names `reporter_vault`; reading it needs an opened door (row-level policy) and is audited.
 * Not here: who may disclose (vault.controller.ts), the statement that leaves intake (statement/).
 */
import type { FieldCipher } from '@yimen/auth';
import type { Tx } from '@yimen/messaging';

/** As said; class `reporter`. */
export interface ReporterIdentity {
  kindText?: string;
  name?: string;
  phone?: string;
  address?: string;
  relation?: string;
  organisation?: string;
}

export interface VaultRow {
  token: string;
  reportId: string;
  county: string;
  agency: string;
  area: string | null;
  kind: 'report' | 'amendment' | 'import';
  reporter: Buffer | null;
  words: Buffer;
}

export interface VaultContent {
  token: string;
  reportId: string;
  kind: VaultRow['kind'];
  /** null for amendments: their words are of the same reporter */
  reporter: ReporterIdentity | null;
  words: string;
}

type Place = Pick<VaultRow, 'county' | 'agency' | 'area'>;

export const sealForVault = (cipher: FieldCipher, content: VaultContent, place: Place): VaultRow => ({
  ...place,
  token: content.token,
  reportId: content.reportId,
  kind: content.kind,
  reporter:
    content.reporter &&
    cipher.seal(JSON.stringify(content.reporter), `reporter_vault.reporter:${content.token}`),
  words: cipher.seal(content.words, `reporter_vault.words:${content.token}`),
});

export const insertVaultRow = (tx: Tx, row: VaultRow): void =>
  tx.write(
    `insert into reporter_vault (token, report_id, county, agency, area, kind, reporter, words, sealed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [row.token, row.reportId, row.county, row.agency, row.area, row.kind, row.reporter, row.words, tx.now],
  );

interface SealedRow {
  token: string;
  kind: VaultRow['kind'];
  reporter: Buffer | null;
  words: Buffer;
}

/** Everything the vault holds of one report, oldest first; the caller writes the audit row in the same transaction. */
export const openVault = async (tx: Tx, cipher: FieldCipher, reportId: string): Promise<VaultContent[]> => {
  const opened = tx.query(`select set_config('app.vault', 'open', true)`);
  const rows = tx.query<SealedRow>(
    `select token, kind, reporter, words from reporter_vault where report_id = $1 order by token limit 200`,
    [reportId],
  );
  const closed = tx.query(`select set_config('app.vault', '', true)`);
  await Promise.all([opened, rows, closed]);
  return (await rows).map((row) => openRow(cipher, reportId, row));
};

const openRow = (
  cipher: FieldCipher,
  reportId: string,
  { token, kind, reporter, words }: SealedRow,
): VaultContent => ({
  token,
  reportId,
  kind,
  reporter:
    reporter && (JSON.parse(cipher.open(reporter, `reporter_vault.reporter:${token}`)) as ReporterIdentity),
  words: cipher.open(words, `reporter_vault.words:${token}`),
});
