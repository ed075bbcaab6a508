import { createHash } from "node:crypto";
import { z } from "zod";
import { RULESET_NAME } from "../../domain/check-name.ts";
import type { GithubLogKind } from "../../domain/stores/github-log.ts";
import { JsonFileProblem, type ObjectText } from "./json-objects.ts";

/** Ids come as numbers, and out of some exports as text. */
const Id = z
  .union([
    z.int(),
    z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
  ])
  .nullish();
const Text = z.string().nullish();

/**
 * What is read of an event. Milliseconds since 1970 stand in `@timestamp`; `user` is whom it is about, `actor` who did it.
 * https://docs.github.com/en/organizations/keeping-your-organization-secure/managing-security-settings-for-your-organization/audit-log-events-for-your-organization
 */
const Raw = z.object({
  "@timestamp": z.union([z.number(), z.string()]).optional(),
  created_at: z.union([z.number(), z.string()]).nullish(),
  _document_id: Text,
  action: z.string().min(1).max(200),
  org: z.union([z.string(), z.array(z.string())]).nullish(),
  actor: Text,
  actor_id: Id,
  user: Text,
  user_id: Id,
  repo: Text,
  repo_id: Id,
  team: Text,
  permission: Text,
  ruleset_name: Text,
  branch: Text,
});

/** One event of GitHub's audit log. Names are looked up, and not kept. */
export interface AuditEvent {
  readonly line: number;
  /** GitHub's id of it, or the digest of its text. */
  readonly key: string;
  readonly action: string;
  readonly at: Date;
  readonly orgs: readonly string[];
  readonly actor: Named;
  readonly user: Named;
  readonly repository: Named;
  /** Slug. */
  readonly team: string | null;
  readonly permission: string | null;
  readonly branch: string | null;
  /** Null: it says nothing of access, our rules or overrides. */
  readonly meaning: Meaning | null;
}

export interface Named {
  readonly id: number | null;
  readonly name: string | null;
}

export interface Meaning {
  readonly kind: GithubLogKind;
  readonly present: boolean;
}

const given = (kind: GithubLogKind): Meaning => ({ kind, present: true });
const taken = (kind: GithubLogKind): Meaning => ({ kind, present: false });

/** Actions by GitHub's names, and what each says in our words. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  "org.add_member": given("member"),
  "org.restore_member": given("member"),
  "org.update_member": given("member"),
  "org.remove_member": taken("member"),
  "team.add_member": given("team-member"),
  "team.remove_member": taken("team-member"),
  "team.add_repository": given("team-repository"),
  "team.update_repository_permission": given("team-repository"),
  "team.remove_repository": taken("team-repository"),
  "repo.add_member": given("collaborator"),
  "repo.update_member": given("collaborator"),
  "repo.remove_member": taken("collaborator"),
  "protected_branch.policy_override": given("override"),
};
const RULESET_ACTIONS = new Set([
  "repository_ruleset.create",
  "repository_ruleset.update",
  "repository_ruleset.destroy",
]);

/** Throws `JsonFileProblem` with the line. */
export function readEvent({ line, text }: ObjectText): AuditEvent {
  const raw = Raw.safeParse(parse(line, text));
  if (!raw.success) throw new JsonFileProblem(line, `this is no event of an audit log: ${z.prettifyError(raw.error)}`);
  const { data } = raw;
  const at = instantOf(data["@timestamp"] ?? data.created_at ?? undefined);
  if (at === null)
    throw new JsonFileProblem(line, "the event has no time: neither @timestamp nor created_at can be read");
  return {
    line,
    key: data._document_id ?? `sha256:${createHash("sha256").update(text).digest("hex")}`,
    action: data.action,
    at,
    orgs: [data.org ?? []].flat(),
    actor: { id: data.actor_id ?? null, name: data.actor ?? null },
    user: { id: data.user_id ?? null, name: data.user ?? null },
    repository: { id: data.repo_id ?? null, name: data.repo ?? null },
    team: data.team?.split("/").at(-1) ?? null,
    permission: data.permission ?? null,
    branch: data.branch ?? null,
    meaning: meaningOf(data.action, data.ruleset_name ?? null),
  };
}

function parse(line: number, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new JsonFileProblem(line, `the event cannot be read: ${reason}`);
  }
}

/** Rulesets that ask for something else are none of ours. */
function meaningOf(action: string, ruleset: string | null): Meaning | null {
  if (RULESET_ACTIONS.has(action)) return ruleset === RULESET_NAME ? given("rule") : null;
  return MEANINGS[action] ?? null;
}

/** Milliseconds; text with its zone; or text as some exports have it, which is UTC. */
function instantOf(value: number | string | undefined): Date | null {
  if (value === undefined) return null;
  const text = String(value);
  const isZoned = /(Z|[+-]\d\d:?\d\d)$/.test(text);
  const at = /^\d+(\.\d+)?$/.test(text)
    ? new Date(Math.floor(Number(text)))
    : new Date(isZoned ? text : `${text.replace(" ", "T")}Z`);
  return Number.isNaN(at.getTime()) ? null : at;
}
