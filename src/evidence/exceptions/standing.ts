import { carveOutTerms } from "../carve-outs.ts";
import { policiesIn } from "../policy-timeline.ts";
import { type ExceptionKind, type ExceptionSources, NOTHING_MORE } from "./exception.ts";

/** Scopes that the policy lets run behind the rest, with their end and reason. */
export function scopeExceptions(sources: Pick<ExceptionSources, "entries" | "policies">): ExceptionKind {
  return {
    async *find(period) {
      for (const term of carveOutTerms(await policiesIn(period, sources))) {
        if (term.kind !== "scope-behind") continue;
        const last = term.reviewBy === null ? "no end is set" : `until the end of ${term.reviewBy}`;
        yield {
          ...NOTHING_MORE,
          type: "scope-behind",
          opened: term.from,
          closed: term.until,
          cause: `${term.basis ?? "no reason is given"} (${last})`,
          what: term.what,
          leaf: term.first.leaf,
        };
      }
    },
    reconcile: async () => [],
  };
}

/** Who may write now where the gate blocks, without the training that is asked for there. */
export function untrainedExceptions({ standing }: Pick<ExceptionSources, "standing">): ExceptionKind {
  return {
    async *find() {
      for (const { person, missing, repositories, isOwner } of await standing.untrained()) {
        const why = isOwner ? "owns the organisation, and so cannot be held back; " : "";
        yield {
          ...NOTHING_MORE,
          type: "untrained-access",
          opened: null,
          cause: `${why}lacks ${missing.join(", ")}`,
          person,
          what: repositories.join(", "),
        };
      }
    },
    reconcile: async () => [],
  };
}

/** What GitHub's own audit log tells and we did not know. */
export function githubOnlyExceptions({ githubLog }: Pick<ExceptionSources, "githubLog">): ExceptionKind {
  return {
    async *find(period) {
      for await (const { side, action, happenedAt, person, actor, repositoryId } of githubLog.oneSided(period)) {
        if (side !== "github") continue;
        yield {
          ...NOTHING_MORE,
          type: "github-only",
          opened: happenedAt.toISOString(),
          closed: happenedAt.toISOString(),
          cause: `${action} stands in GitHub's audit log, and nothing here tells of it`,
          person,
          owner: actor,
          repositoryId,
        };
      }
    },
    reconcile: async () => [],
  };
}
