import { z } from "zod";
import { accountId } from "../domain/ids.ts";
import type { AccountName, Backing } from "../domain/pull-request.ts";

/** GitHub takes ten assignees: https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/assigning-issues-and-pull-requests-to-other-github-users */
const ASSIGNEES = 10;
/** Beyond these nothing is guessed: who stands behind the pull request is then not known. */
const ASSIGNMENTS = 100;
const APPROVALS = 50;

const ACTOR = "__typename login ... on User { databaseId } ... on Bot { databaseId } ... on Mannequin { databaseId }";

/** Of a pull request: who is assigned, who assigned whom, and the latest opinion of each who may write. */
export const BACKING_FIELDS = `
  assignees(first: ${ASSIGNEES}) { nodes { databaseId } }
  timelineItems(first: ${ASSIGNMENTS}, itemTypes: [ASSIGNED_EVENT]) {
    pageInfo { hasNextPage }
    nodes { ... on AssignedEvent { actor { ${ACTOR} } assignee { __typename ... on User { databaseId login } } } }
  }
  latestOpinionatedReviews(first: ${APPROVALS}, writersOnly: true) {
    pageInfo { hasNextPage }
    nodes { state commit { oid } author { ${ACTOR} } }
  }`;

const Actor = z.object({ __typename: z.string(), login: z.string(), databaseId: z.number().nullish() }).nullable();
const PageInfo = z.object({ hasNextPage: z.boolean() });

/** The nodes of a connection: GitHub's schema lets the list and each of them be null. */
function nodesOf<Node extends z.ZodType>(node: Node) {
  return z
    .array(node.nullable())
    .nullable()
    .transform((nodes) => (nodes ?? []).filter((one) => one !== null));
}

/** Absent where the query does not ask; `assignee` lacks its id where it is no person. */
export const RawBacking = z.object({
  assignees: z.object({ nodes: nodesOf(z.object({ databaseId: z.number() })) }).optional(),
  timelineItems: z
    .object({
      pageInfo: PageInfo,
      nodes: nodesOf(
        z.object({
          actor: Actor,
          assignee: z
            .object({ __typename: z.string(), databaseId: z.number().optional(), login: z.string().optional() })
            .nullable(),
        }),
      ),
    })
    .optional(),
  latestOpinionatedReviews: z
    .object({
      pageInfo: PageInfo,
      nodes: nodesOf(z.object({ state: z.string(), commit: z.object({ oid: z.string() }).nullable(), author: Actor })),
    })
    .nullish(),
});
type RawBacking = z.infer<typeof RawBacking>;

/** Undefined where GitHub was not asked, or did not give all that it has. */
export function toBacking(raw: RawBacking): Backing | undefined {
  const { assignees, timelineItems, latestOpinionatedReviews } = raw;
  if (!assignees || !timelineItems || !latestOpinionatedReviews) return undefined;
  if (timelineItems.pageInfo.hasNextPage || latestOpinionatedReviews.pageInfo.hasNextPage) return undefined;
  return {
    assigned: toAssigned(timelineItems.nodes, new Set(assignees.nodes.map((node) => node.databaseId))),
    approved: latestOpinionatedReviews.nodes.flatMap((review) => {
      const account = review.state === "APPROVED" ? toAccount(review.author) : null;
      return account && review.commit ? [{ account, sha: review.commit.oid }] : [];
    }),
  };
}

type Assignment = NonNullable<RawBacking["timelineItems"]>["nodes"][number];

function toAssigned(nodes: readonly Assignment[], now: ReadonlySet<number>): Backing["assigned"] {
  const all = nodes.flatMap(({ assignee, actor }) => {
    const { databaseId, login } = assignee ?? {};
    if (databaseId === undefined || login === undefined) return [];
    const account = { id: accountId(databaseId), login, type: "User" };
    return [{ account, by: toAccount(actor)?.id ?? null, still: now.has(databaseId) }];
  });
  return [...new Map(all.map((one) => [`${one.account.id}:${one.by}`, one])).values()];
}

function toAccount(actor: z.infer<typeof Actor>): AccountName | null {
  if (!actor?.databaseId) return null;
  return { id: accountId(actor.databaseId), login: actor.login, type: actor.__typename };
}
