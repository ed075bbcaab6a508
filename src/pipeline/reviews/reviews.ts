import type { InstallationId, OrgId, PersonId } from "../../domain/ids.ts";
import type { Review } from "../../domain/stores/reviews.ts";
import { stateOf } from "../../programme/review/cadence.ts";
import { ReviewDocument } from "../../programme/review/review.ts";
import { namesOf, objectionToRole } from "../exceptions/people.ts";
import { refused } from "../exceptions/port.ts";
import type { ReviewDeps } from "./deps.ts";
import { keepReviews, nextOpening, openReview } from "./open.ts";
import type { ReviewBrief, Reviews, ReviewView } from "./port.ts";
import { approveReview, settleItem, signReview } from "./sign.ts";

export function createReviews(deps: ReviewDeps): Reviews {
  const { stores, roles } = deps;
  return {
    async overview(org) {
      const all = await stores.reviews.list(org);
      const nameOf = await namesOf(
        all.flatMap(({ signedBy, approvedBy }) => [signedBy, approvedBy]),
        stores,
      );
      return { reviews: all.map((one) => briefOf(one, nameOf, deps)), nextAt: await nextOpening(org, deps) };
    },
    read: (org, id) => readReview(org, id, deps),
    async open(by, org) {
      const objection = await objectionToRole(by, org, "admin", roles);
      if (objection) return objection;
      const id = await openReview(org, by, deps);
      return id === null ? refused("A review is open already, or no policy is in force yet") : { ok: true, id };
    },
    settle: (by, org, id, said) => settleItem(by, { org, id, ...said }, deps),
    sign: (by, org, id, signature) => signReview(by, { org, id, signature }, deps),
    approve: (by, org, id, signature) => approveReview(by, { org, id, signature }, deps),
  };
}

/** Opens what is due; cheap where nothing is. */
export function createReviewKeeper(deps: ReviewDeps): (installation: InstallationId) => Promise<void> {
  return async (id) => {
    const installation = await deps.stores.installations.find(id);
    if (!installation || installation.deletedAt || installation.suspendedAt) return;
    await keepReviews(installation, deps);
  };
}

type NameOf = (person: PersonId | null) => string | null;

async function readReview(org: OrgId, id: string, deps: ReviewDeps): Promise<ReviewView | null> {
  const { stores } = deps;
  const review = await stores.reviews.find(org, id);
  if (!review) return null;
  const settled = await stores.reviews.settledOf(id);
  const nameOf = await namesOf(
    [review.signedBy, review.approvedBy, ...settled.map(({ settledBy }) => settledBy)],
    stores,
  );
  return {
    ...briefOf(review, nameOf, deps),
    document: ReviewDocument.parse(review.document),
    signedSha256: review.signedSha256,
    settled: new Map(
      settled.map(({ item, settledBy, settledAt, comment }) => [
        item,
        { by: nameOf(settledBy), at: settledAt, comment },
      ]),
    ),
  };
}

function briefOf(review: Review, nameOf: NameOf, { clock }: ReviewDeps): ReviewBrief {
  const { id, number, sha256, openedAt, dueAt, signedAt, approvedAt } = review;
  return {
    ...{ id, number, sha256, openedAt, dueAt, signedAt, approvedAt, state: stateOf(review, clock()) },
    reviewer: nameOf(review.signedBy),
    approver: nameOf(review.approvedBy),
  };
}
