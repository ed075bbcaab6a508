import type { AccessObservation } from "../../../src/domain/access.ts";
import { type AccountId, accountId, type PersonId, personId } from "../../../src/domain/ids.ts";
import type { SeatTarget } from "../../../src/domain/stores/holds.ts";
import type { Completion } from "../../../src/domain/stores/training.ts";
import type { AccessSnapshot } from "../../../src/pipeline/github-port.ts";
import { COURSE, ORG } from "./grounds.ts";
import type { ModelGitHub } from "./model-github.ts";

export function uuid(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;
}

export const personOf = (account: AccountId): PersonId => personId(uuid(account));

export function completionOf(person: PersonId, at: Date, id: string): Completion {
  return {
    id,
    person,
    courseId: COURSE,
    courseVersion: "1.0.0",
    contentSha256: "0".repeat(64),
    method: "quiz",
    kind: "course",
    score: 100,
    attemptId: null,
    completedAt: at,
    attestation: {
      id,
      statementSha256: "0".repeat(64),
      statementVersion: 1,
      statement: "I understood.",
      typedName: "x",
      sessionId: "0".repeat(64),
      signedAt: at,
    },
  };
}

/** Null: an invitation. */
export function placeOf(target: SeatTarget): number | null {
  if (target.kind === "organisation") return null;
  return target.kind === "team" ? target.teamId : target.repositoryId;
}

/** A full look at all that GitHub has. */
export function snapshotOf({ people, teams, repositories }: ModelGitHub, at: Date): AccessSnapshot {
  const seen = (told: Partial<AccessObservation> & Pick<AccessObservation, "kind">): AccessObservation => ({
    ...{ orgId: ORG, accountId: null, teamId: null, repositoryId: null, role: null, present: true },
    ...{ source: "baseline", deliveryId: null, externalId: null, observedAt: at, notBefore: null, recordedAt: at },
    ...told,
  });
  const observations = [
    seen({ kind: "base", role: "none" }),
    ...repositories.map((repositoryId) => seen({ kind: "visibility", repositoryId, role: "private" })),
    ...teams.flatMap((team) => [
      seen({ kind: "team", teamId: team.id, role: team.slug }),
      ...(team.parent ? [seen({ kind: "team-parent", teamId: team.id, role: String(team.parent) })] : []),
      ...[...team.repositories].map(([repositoryId, role]) =>
        seen({ kind: "team-repository", teamId: team.id, repositoryId, role }),
      ),
    ]),
    ...[...people.values()].flatMap(({ id, membership, seats, direct }) => [
      ...(membership === "pending" ? [seen({ kind: "invitation", accountId: accountId(id), role: "member" })] : []),
      ...(membership === "member" || membership === "owner"
        ? [seen({ kind: "member", accountId: id, role: membership === "owner" ? "admin" : "member" })]
        : []),
      ...[...seats].map(([teamId, role]) => seen({ kind: "team-member", accountId: id, teamId, role })),
      ...[...direct].map(([repositoryId, role]) => seen({ kind: "collaborator", accountId: id, repositoryId, role })),
    ]),
  ];
  return { observations, accounts: [], unread: new Set(), counts: { members: 0, teams: 0, repositories: 0 } };
}
