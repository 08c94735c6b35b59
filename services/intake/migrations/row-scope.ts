/** Columns and rules that every domain table of intake has, so that none is without its row scope. */
export const scopeColumns = 'county text not null, agency text, area text';

/** @param grants what the runtime role may do; never `delete`, but of drafts */
export const scoped = (table: string, grants: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy scope on ${table}
     using (yimen.in_scope(county, agency, area)) with check (yimen.in_scope(county, agency, area))`,
  `grant ${grants} on ${table} to intake_run`,
];
