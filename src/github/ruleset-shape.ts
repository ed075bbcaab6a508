import { isDeepStrictEqual } from "node:util";
import { type RepositoryId, repositoryId } from "../domain/ids.ts";
import { repositoryRuleset } from "../gate/ruleset.ts";
import type { FoundRuleset } from "../pipeline/rules/rule-keeper-port.ts";

export interface RawRuleset {
  readonly id: number;
  readonly target?: string;
  readonly enforcement: string;
  readonly bypass_actors?: readonly unknown[];
  readonly conditions?: {
    readonly ref_name?: { readonly include?: readonly string[]; readonly exclude?: readonly string[] };
    readonly repository_id?: { readonly repository_ids?: readonly number[] };
    readonly repository_name?: unknown;
    readonly repository_property?: unknown;
  } | null;
  readonly rules?: readonly { readonly type: string; readonly parameters?: unknown }[];
}

/** A repository's own ruleset is about that repository; one of the organisation that names them otherwise is not intact. */
export function toFound(raw: RawRuleset, appId: number, own?: RepositoryId): FoundRuleset {
  const ids = raw.conditions?.repository_id?.repository_ids ?? [];
  const byId = own !== undefined || (!raw.conditions?.repository_name && !raw.conditions?.repository_property);
  return {
    id: raw.id,
    enforced: raw.enforcement === "active",
    targets: own === undefined ? ids.map(repositoryId) : [own],
    intact: byId && isAsWritten(raw, appId),
  };
}

/** What GitHub adds of its own to a rule's parameters is no change of what we asked for. */
function isAsWritten({ target, bypass_actors = [], conditions, rules = [] }: RawRuleset, appId: number): boolean {
  const wanted = repositoryRuleset(appId);
  const [rule] = rules;
  const asked = (rule?.parameters ?? {}) as { required_status_checks?: unknown };
  return (
    target === wanted.target &&
    bypass_actors.length === 0 &&
    rules.length === 1 &&
    rule?.type === wanted.rules[0]?.type &&
    isDeepStrictEqual(conditions?.ref_name, wanted.conditions.ref_name) &&
    isDeepStrictEqual(asked.required_status_checks, wanted.rules[0]?.parameters.required_status_checks)
  );
}
