/**
 * What becomes of each column when somebody is erased; `test/db/erasure-fates.test.ts` asks for a word about every column
 * that could hold one of theirs.
 *
 * - `nobody`: it says nothing of a person: ids and names of what is the organisation's, digests, words of the product
 * - `random id`: our own id of a person, which the log keeps too; nothing ties it to them any more
 * - `their row`, `their account's row`: the row goes where this is theirs
 * - `emptied`: where it is an account of theirs
 * - `words`: their names, logins, addresses and account ids are taken out of the text
 * - `with its row`: it says something of the one whose row it is, and of nobody else
 * - `by hand`: the file beside this one that bears the table's name does it
 */
export type Fate =
  | "nobody"
  | "random id"
  | "their row"
  | "their account's row"
  | "emptied"
  | "words"
  | "with its row"
  | "by hand";

type Columns = Readonly<Record<string, Fate>>;

/** Names with blanks between. */
function all(fate: Fate, columns: string): Columns {
  return Object.fromEntries(columns.split(" ").map((column) => [column, fate]));
}

/** In an order in which rows can go: what refers to a row before the row. */
export const FATES: Readonly<Record<string, Columns>> = {
  // ── Who they are ──
  session: { account_id: "their account's row", id: "with its row" },
  account_email: { account_id: "their account's row", address: "with its row" },
  external_identity: {
    account_id: "their account's row",
    ...all("with its row", "name_id addresses"),
    ...all("nobody", "org_id"),
  },
  identity: { person_id: "their row", ...all("with its row", "salt disclosed commitment pr_key") },

  // ── What they learned, and what they were spared ──
  attestation: {
    person_id: "their row",
    ...all("with its row", "typed_name session_id"),
    ...all("nobody", "id completion_id course_id statement_sha256 statement sheet_sha256"),
  },
  completion: {
    person_id: "their row",
    ...all("nobody", "id course_id course_version content_sha256 method kind attempt_id"),
  },
  attempt: {
    person_id: "their row",
    ...all("with its row", "paper answers result"),
    ...all("nobody", "id course_id course_version content_sha256 kind module seed"),
  },
  access_hold: {
    person_id: "their row",
    released_by: "random id",
    ...all("nobody", "id org_id waiting_key target cause instead missing decision_id ended_how"),
    account_id: "with its row",
  },
  access_effect: {
    account_id: "their account's row",
    ...all("nobody", "id hold_id org_id target change cause before after decision_id outcome"),
  },
  access_seat: { account_id: "their account's row", ...all("nobody", "org_id target_key stood_role") },
  access_decision: {
    ...all("by hand", "account_id facts tree"),
    ...all("nobody", "id seq org_id verdict_sha256 facts_sha256"),
  },
  access_ask: { account_id: "their account's row", ...all("nobody", "run_id target_key cause") },
  access_run: { ended_by: "random id", ...all("nobody", "id org_id kind digest state") },
  access_gate: all("nobody", "org_id target_key"),
  waiver_use: all("nobody", "waiver_id decision_id"),
  waiver: {
    person_id: "their row",
    ...all("words", "reason end_reason"),
    ...all("random id", "owner_id requested_by approved_by ended_by"),
    ...all("nobody", "id org_id layer repositories salt document_sha256"),
  },
  break_glass: {
    ...all("words", "reason end_reason review_note"),
    ...all("random id", "requested_by approved_by ended_by reviewed_by"),
    ...all("nobody", "id org_id repository_id head_sha salt"),
  },
  import_row: {
    person_id: "their row",
    listed_as: "with its row",
    certificate: "words",
    external_course: "words",
    ...all("nobody", "row_sha256 batch_id course_id course_version"),
  },
  import_batch: {
    end_reason: "words",
    ...all("random id", "requested_by approved_by ended_by"),
    ...all("nobody", "id org_id source method file_sha256"),
  },
  reason: { text: "words", sha256: "nobody" },

  // ── Policies that were read and accepted ──
  policy_acknowledgement: {
    person_id: "their row",
    ...all("with its row", "typed_name session_id"),
    ...all("nobody", "id org_id policy_id sha256"),
  },
  training_policy_approval: {
    person_id: "their row",
    ...all("with its row", "typed_name session_id"),
    version_id: "nobody",
  },
  training_policy_version: {
    markdown: "words",
    approved_by: "random id",
    ...all("nobody", "id org_id sha256 policy_sha256"),
  },
  programme_review_signature: {
    person_id: "their row",
    ...all("with its row", "typed_name session_id"),
    ...all("nobody", "review_id part"),
  },
  programme_review_item: { settled_by: "random id", comment: "words", ...all("nobody", "review_id item") },
  programme_review: {
    document: "by hand",
    ...all("random id", "signed_by approved_by"),
    ...all("nobody", "id org_id sha256 salt signed_sha256"),
  },
  policy_announcement: all("nobody", "id org_id policy_id sha256 kind title url"),

  // ── What made them aware ──
  awareness_recipient: { person_id: "their row", ...all("nobody", "activity_id state") },
  phishing_result: { person_id: "their row", ...all("nobody", "activity_id key_sha256") },
  micro_quiz_answer: { person_id: "their row", answers: "with its row", ...all("nobody", "quiz_sha256 slug") },
  awareness_activity: {
    title: "words",
    recorded_by: "random id",
    ...all("nobody", "id org_id key_sha256 kind method channel slug text_sha256 text outcomes salt"),
  },
  incident_report: { recorded_by: "random id", ...all("nobody", "org_id key_sha256") },
  awareness_import: { imported_by: "random id", ...all("nobody", "id org_id kind source file_sha256") },

  // ── What they were told ──
  notice: { person_id: "their row", ...all("nobody", "id org_id kind about channel ref why") },
  notice_thread: { person_id: "their row", ...all("nobody", "id org_id repository_id") },

  // ── The roster ──
  roster_line: { ...all("by hand", "cells key record reason"), ...all("nobody", "snapshot_id record_sha256") },
  roster_version: {
    ...all("with its row", "member_id name email github_login github_id role department salt record_sha256"),
    // Of others: who they report to may be who is erased.
    ...all("words", "manager company"),
    ...all("nobody", "snapshot_id kind"),
  },
  roster_member: { person_id: "their row", key: "with its row", ...all("nobody", "id org_id source linked_by") },
  roster_snapshot: { requested_by: "random id", ...all("nobody", "id org_id source file_sha256 header") },

  // ── What GitHub told ──
  access_observation: {
    account_id: "their account's row",
    key: "with its row",
    ...all("nobody", "id org_id kind team_id repository_id role source delivery_id external_id"),
  },
  head_person: { account_id: "their account's row", ...all("nobody", "repository_id head_sha") },
  head_push: { pusher_id: "their account's row", ...all("nobody", "repository_id head_sha") },
  pull_request: {
    author_id: "emptied",
    ...all("by hand", "backing head_ref base_ref"),
    ...all("nobody", "repository_id state head_sha"),
  },
  commit_range: { ...all("by hand", "commits base_ref"), ...all("nobody", "repository_id head_sha") },
  decision: {
    ...all("by hand", "facts tree facts_salt facts_digests"),
    ...all("nobody", "id repository_id head_sha outcome mode policy_digest facts_sha256"),
  },
  head: {
    ...all("by hand", "verdict_sha256 shown_sha256"),
    ...all("nobody", "repository_id head_sha decision_id outcome check_run_id conclusion"),
  },
  coverage_run: { report: "by hand", ...all("nobody", "id org_id") },
  github_log_event: {
    ...all("random id", "person_id actor_id"),
    ...all("nobody", "org_id key log_id action side kind role repository_id team_id here_ref"),
  },
  github_log: all("nobody", "id org_id file_sha256 summary"),
  landing: {
    landed_by: "random id",
    ...all("nobody", "id org_id repository_id branch activity_id activity_kind before_sha after_sha result"),
  },
  landing_mark: all("nobody", "repository_id org_id branch head_sha activity_id"),
  merged_commit: all("nobody", "repository_id sha"),
  observed_merge: all("nobody", "repository_id"),
  // Jobs by queue and key: keys are of repositories, commits and numbers.
  delivery: all("nobody", "id event action installation_id subjects body_sha256"),
  // The App on a person's own account is refused before: these are organisations.
  installation: all("nobody", "id account_id account_login account_type repository_selection permissions"),
  repository: all("nobody", "id installation_id owner name visibility default_branch properties"),
  policy_check: all("nobody", "repository_id head_sha run_id shown_sha256"),
  kept_rule: all("nobody", "org_id repository_id kind ruleset_id targets"),
  rule_progress: all("nobody", "org_id"),
  watched_gate: all("nobody", "ruleset_id org_id version_id"),
  gate_pause: all("nobody", "ruleset_id org_id"),
  write_pace: all("nobody", "installation_id"),

  // ── What the organisation says ──
  policy_version: { policy: "by hand", ...all("nobody", "digest sources") },
  organisation_policy: {
    ...all("by hand", "text held_text"),
    problem: "words",
    ...all("nobody", "account_id digest held_digest"),
  },
  course_in_force: all("nobody", "course_id layer version content_sha256 files"),

  // ── The log and what belongs to the instance ──
  log_inbox: all("nobody", "id body"),
  log_entry: all("nobody", "seq type subject body leaf_hash"),
  log_epoch: all("nobody", "origin"),
  log_checkpoint: all("nobody", "size root note tsr"),
  log_tile: all("nobody", "index hashes"),
  log_signing: all("nobody", "problem anchor_problem checked_problem"),
  log_tally: all("nobody", "name count"),
  anchor_state: { problem: "words", ...all("nobody", "kind told") },
  api_client: {
    name: "words",
    ...all("random id", "created_by revoked_by"),
    ...all("nobody", "id org_id token_sha256"),
  },
  api_hook: {
    url: "words",
    ...all("random id", "created_by revoked_by"),
    ...all("nobody", "id client_id layers secret_sha256"),
  },
  hook_told: {
    person_id: "random id",
    ...all("by hand", "accounts message_accounts"),
    ...all("nobody", "hook_id message_id problem"),
  },
  api_read: { person_id: "random id", ...all("nobody", "id client_id") },
  setting: all("nobody", "key value"),
  erasure: { reason: "words", ...all("random id", "subject erased_by"), ...all("nobody", "basis salt") },

  // ── Last, since all of the above refers to them ──
  account: { id: "their account's row", login: "with its row", person_id: "random id", type: "nobody" },
  person: { id: "their row", merged_into: "random id" },
};
