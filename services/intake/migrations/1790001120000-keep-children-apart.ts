import { migrationOf } from '@yimen/service-kit';

/** A person may also decide that two who look alike are two: kept like a merge, so that nobody is asked again. */
export const KeepChildrenApart1790001120000 = migrationOf('KeepChildrenApart1790001120000', () => [
  `alter table merge_decision drop constraint merge_decision_kind_check`,
  `alter table merge_decision add constraint merge_decision_kind_check check (kind in ('merge', 'unmerge', 'apart'))`,
  `create index merge_decision_into on merge_decision (into_id)`,
]);
