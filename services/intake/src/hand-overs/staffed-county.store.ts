/** Counties for which somebody works in this installation; what is only shipped is none of them. */
import type { CountyOpenedV1 } from '@yimen/contracts';
import type { Tx } from '@yimen/messaging';

export const recordStaffed = (tx: Tx, { county, openedAt }: CountyOpenedV1): Promise<unknown> =>
  tx.query('insert into staffed_county (county, opened_at) values ($1, $2) on conflict do nothing', [
    county,
    openedAt,
  ]);

/** A province has some hundred. */
const mostCounties = 500;

export const listStaffed = async (tx: Tx): Promise<ReadonlySet<string>> => {
  const rows = await tx.query<{ county: string }>(
    'select county from staffed_county order by county limit $1',
    [mostCounties],
  );
  return new Set(rows.map(({ county }) => county));
};
