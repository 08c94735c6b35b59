/**
 * The shape of a scenario file: inputs that may be used, and what is expected. Other fields of the file are not
 * read.
 */

export interface ScenarioChild {
  name?: string | null;
  sex?: string | null;
  birth?: string | null;
  id_no?: string | null;
  age_est?: string | null;
  household?: string | null;
  address?: string | null;
  hukou?: string | null;
  disability?:
    { type?: string | null; level?: string | null; cert?: string | string[] | null } | string | null;
  illness?: string | null;
  guardians?: string | null;
  school?: string | null;
  /** `birth2`, `birth3`, ... for the second and later child */
  [further: string]: unknown;
}

interface ScenarioReporter {
  type: string;
  name_given?: string | null;
  phone?: string | null;
  wants_confidential?: boolean;
}

interface ScenarioIntake {
  n: number;
  at: string;
  reporter: string;
}

export interface ScenarioImportRow {
  n: number;
  name?: string | null;
  sex?: string | null;
  id?: string | null;
  category?: string | null;
  guardian?: string | null;
  note?: string | null;
}

export interface Scenario {
  id: string;
  jurisdiction: string;
  channel: string;
  received_at: string;
  reporter: ScenarioReporter;
  child: ScenarioChild;
  narrative: string;
  intakes?: ScenarioIntake[];
  import_rows?: ScenarioImportRow[];
  expected: Expected;
}

export interface RoleLocal {
  role: string;
  local: string;
}

export interface NotificationResult {
  role: string;
  to: string;
  basis: string;
}

export interface DeadlineResult {
  what: string;
  due_at: string;
  clock?: string;
  basis: string;
  source_kind: string;
}

export interface RefusedAction {
  code: string;
  args: Record<string, unknown>;
}

/** What the system did, in the field names of `expected`. */
export interface ScenarioResult {
  id: string;
  disposition: string;
  child_categories: string[];
  matter_kinds: string[];
  mandatory_report_items: string[];
  risk_level: string;
  first_responder: RoleLocal | null;
  lead_agency: RoleLocal | null;
  cooperating_agencies: RoleLocal[];
  mandatory_notifications: NotificationResult[];
  deadlines: DeadlineResult[];
  document_codes: string[];
  follow_up: string[];
  seed_rows: string[];
  human_review_required: boolean;
  refused_actions: RefusedAction[];
  explanation: unknown[];
}

export interface Expected {
  disposition: string;
  child_categories: string[];
  optional_child_categories?: string[];
  matter_kinds: string[];
  optional_matter_kinds?: string[];
  mandatory_report_items: string[];
  risk_level: string;
  first_responder?: RoleLocal | null;
  lead_agency: RoleLocal | null;
  cooperating_agencies: RoleLocal[];
  optional_cooperating_agencies?: RoleLocal[];
  mandatory_notifications: NotificationResult[];
  optional_notifications?: NotificationResult[];
  deadlines: DeadlineResult[];
  optional_deadlines?: DeadlineResult[];
  document_codes?: string[];
  optional_document_codes?: string[];
  seed_rows: string[];
  optional_seed_rows?: string[];
  seed_rows_not_triggered?: string[];
  human_review_required?: boolean;
  must_not_codes?: RefusedAction[];
  acceptable?: { lead_role?: string[]; disposition?: string[]; risk_level?: string[] };
}

export type Mode = 'suggested' | 'confirmed';
