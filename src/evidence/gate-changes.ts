import { policyChanges, type SettingChange } from "./policy-changes.ts";
import type { EntryOf, EntryType, Leaf, PolicySource } from "./sources.ts";

/** What changes the gate, or says that somebody tried to. */
export const CHANGE_TYPES = [
  "policy.activated",
  "policy.rejected",
  "policy.held",
  "policy.released",
  "course.published",
  "course.withdrawn",
  "ruleset.changed",
  "gate.paused",
  "gate.resumed",
  "installation.changed",
  "client.added",
  "client.revoked",
  "hook.added",
  "hook.revoked",
] as const satisfies readonly EntryType[];
type ChangeType = (typeof CHANGE_TYPES)[number];

export type ChangeLeaf = Leaf<ChangeType>;

export interface ChangeTold extends SettingChange {
  /** Person key of who did it or let it in, where the entry names one. */
  readonly by: string | null;
  /** Digest of the reason that was given. */
  readonly reason: string | null;
}

/** At least one for each entry. */
export async function changesIn(entry: EntryOf<ChangeType>, policies: PolicySource): Promise<readonly ChangeTold[]> {
  if (entry.type === "policy.activated") return policyActivated(entry, policies);
  return [{ by: null, reason: null, ...changeIn(entry) }];
}

async function policyActivated(
  { rule, actor }: EntryOf<"policy.activated">,
  policies: PolicySource,
): Promise<readonly ChangeTold[]> {
  const { policy_sha256: now, previous_sha256: old } = rule;
  const by = actor.kind === "admin" ? (actor.id ?? null) : null;
  const whole = { setting: "enforcement", old: old ?? null, new: now, by, reason: null };
  if (old === undefined) return [whole];
  const [before, after] = [await policies.find(old), await policies.find(now)];
  const changes = before && after ? policyChanges(before, after) : [];
  return changes.length === 0 ? [whole] : changes.map((change) => ({ ...change, by, reason: null }));
}

type Change = SettingChange & Partial<Pick<ChangeTold, "by" | "reason">>;

function changeIn(entry: EntryOf<Exclude<ChangeType, "policy.activated">>): Change {
  switch (entry.type) {
    case "policy.rejected":
      return {
        setting: "enforcement",
        old: null,
        new: `${entry.rule.policy_sha256} (refused: ${entry.problems} problems)`,
      };
    case "policy.held":
      return heldChange(entry);
    case "policy.released":
      return {
        setting: "enforcement",
        old: entry.rule.previous_sha256,
        new: entry.rule.policy_sha256,
        by: entry.released_by.subject,
        reason: entry.reason_sha256,
      };
    case "course.published":
    case "course.withdrawn":
      return courseChange(entry);
    case "ruleset.changed":
      return {
        setting: `rule of the ${entry.level}`,
        old: null,
        new: `${entry.change}, in ${entry.repositories} repositories`,
      };
    case "gate.paused":
      return { setting: `ruleset ${entry.ruleset_id}`, old: "in force", new: "paused", by: entry.by?.subject ?? null };
    case "gate.resumed":
      return { setting: `ruleset ${entry.ruleset_id}`, old: "paused", new: "in force", by: entry.by?.subject ?? null };
    case "client.added":
      return {
        setting: `client ${entry.client_id}`,
        old: null,
        new: "may ask who is trained",
        by: entry.added_by.subject,
      };
    case "client.revoked":
      return {
        setting: `client ${entry.client_id}`,
        old: "may ask who is trained",
        new: null,
        by: entry.revoked_by.subject,
      };
    case "hook.added":
    case "hook.revoked":
      return hookChange(entry);
    case "installation.changed":
      return { setting: "installation", old: null, new: entry.change };
  }
}

function heldChange({ rule, courses, counts }: EntryOf<"policy.held">): Change {
  const what = courses?.map(({ id, version }) => `${id} ${version}`).join(", ") ?? rule.policy_sha256;
  const blocked = `held: would newly block ${counts.newly_blocked} of ${counts.open}, and ${counts.cap_percent} % may be`;
  return { setting: courses ? "courses" : "enforcement", old: rule.in_force_sha256, new: `${what} (${blocked})` };
}

function hookChange(entry: EntryOf<"hook.added" | "hook.revoked">): Change {
  const setting = `hook ${entry.hook_id} of client ${entry.client_id}`;
  if (entry.type === "hook.revoked")
    return { setting, old: "is told who is trained", new: null, by: entry.revoked_by.subject };
  const told = `is told who is trained, at an address of SHA-256 ${entry.url_sha256}`;
  return { setting, old: null, new: told, by: entry.added_by.subject };
}

function courseChange(entry: EntryOf<"course.published" | "course.withdrawn">): Change {
  const { course, published_by: by, reason_sha256: reason } = entry;
  const told = `${course.version} ${course.content_sha256}`;
  const people = { by: by?.subject ?? null, reason: reason ?? null };
  if (entry.type === "course.withdrawn") return { setting: `course ${course.id}`, old: told, new: null, ...people };
  const { previous } = entry;
  const old = previous ? `${previous.version} ${previous.content_sha256}` : null;
  return { setting: `course ${course.id}`, old, new: told, ...people };
}
