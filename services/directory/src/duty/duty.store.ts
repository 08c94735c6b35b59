/** SQL of the roster: one named function per statement. Phones are sealed for their row and opened for one reader. */
import type { FieldCipher } from '@yimen/auth';
import type { Tx } from '@yimen/messaging';
import type { Page } from '../account.store';
import type { DutyPart } from './duty.policy';

export interface Shift {
  id: string;
  agency: string;
  account: string;
  phone: string;
  part: DutyPart;
  from: Date;
  to: Date;
  endedAt: Date | null;
}

type RawShift = Omit<Shift, 'phone'> & { sealed_phone: Buffer };

const columns = `s.id, s.agency, s.account, s.sealed_phone, s.part, s.starts_at as "from", s.ends_at as "to",
       s.ended_at as "endedAt"`;

const phonePlace = (id: string): string => `duty_shift.sealed_phone:${id}`;

const shiftOf = (cipher: FieldCipher, { sealed_phone: sealed, ...shift }: RawShift): Shift => ({
  ...shift,
  phone: cipher.open(sealed, phonePlace(shift.id)),
});

/** The county is the agency's. */
export const insertShift = (tx: Tx, cipher: FieldCipher, shift: Omit<Shift, 'endedAt'>): void => {
  const { id, agency, account, phone, part, from, to } = shift;
  tx.write(
    `insert into duty_shift (id, county, agency, account, part, sealed_phone, starts_at, ends_at, created_at)
     select $1, county, id, $3, $4, $5, $6, $7, $8 from agency where id = $2`,
    [id, agency, account, part, cipher.seal(phone, phonePlace(id)), from, to, tx.now],
  );
};

/** Not yet over, in the order in which they were made. */
export const listShifts = async (tx: Tx, cipher: FieldCipher, { after, limit }: Page): Promise<Shift[]> => {
  const raws = await tx.query<RawShift>(
    `select ${columns} from duty_shift s where s.ended_at is null and s.ends_at > $1 and s.id > $2
      order by s.id limit $3`,
    [tx.now, after, limit],
  );
  return raws.map((raw) => shiftOf(cipher, raw));
};

export const findShift = async (tx: Tx, cipher: FieldCipher, id: string): Promise<Shift | undefined> => {
  const [raw] = await tx.query<RawShift>(`select ${columns} from duty_shift s where s.id = $1 for update`, [
    id,
  ]);
  return raw && shiftOf(cipher, raw);
};

export const endShift = (tx: Tx, id: string): void =>
  tx.write('update duty_shift set ended_at = $2 where id = $1', [id, tx.now]);

/** More at one time is a roster gone wrong; the first ones are called anyway. */
const mostOnDuty = 20;

/** Now on duty at these agencies, who began last first; a disabled or moved account is nobody. */
export const listOnDuty = async (
  tx: Tx,
  cipher: FieldCipher,
  agencies: readonly string[],
): Promise<Shift[]> => {
  const raws = await tx.query<RawShift>(
    `select ${columns} from duty_shift s
       join account a on a.name = s.account and a.agency = s.agency and a.disabled_at is null
      where s.agency = any($1) and s.ended_at is null and s.starts_at <= $2 and s.ends_at > $2
      order by s.starts_at desc, s.id desc limit ${mostOnDuty}`,
    [agencies, tx.now],
  );
  return raws.map((raw) => shiftOf(cipher, raw));
};
