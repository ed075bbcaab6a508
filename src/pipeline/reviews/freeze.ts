import type { OrgId } from "../../domain/ids.ts";
import type { Review } from "../../domain/stores/reviews.ts";
import type { Period, Report } from "../../evidence/report.ts";
import type { ReviewInForce } from "../../policy/review.ts";
import {
  effectivenessTally,
  exceptionTally,
  productTally,
  type Tally,
  VERSION_FIGURE,
  waiverTally,
} from "../../programme/review/counted-items.ts";
import { policyItem } from "../../programme/review/policy-item.ts";
import { REVIEW_ITEMS, ReviewDocument, type ReviewItem } from "../../programme/review/review.ts";
import { curriculumItem, mappingItem } from "../../programme/review/taught-items.ts";
import { onReports } from "../auditor/deps.ts";
import type { ReviewDeps } from "./deps.ts";

type Item = Omit<ReviewItem, "owner">;

/** What a review that opens now looks at: since the one before it was opened. */
export async function freezeReview(
  org: OrgId,
  { last, at, owners }: { readonly last: Review | null; readonly at: Date } & Pick<ReviewInForce, "owners">,
  deps: ReviewDeps,
): Promise<ReviewDocument> {
  const period = { from: last?.openedAt ?? new Date(0), to: at };
  const taught = { curriculum: await deps.curriculum(), mapping: deps.mapping };
  const found: readonly Item[] = [
    await policyItemOf(org, deps),
    curriculumItem(taught),
    mappingItem(taught),
    ...(await countedItems(org, period, last, deps)),
  ];
  return {
    number: (last?.number ?? 0) + 1,
    from: last?.openedAt.toISOString() ?? null,
    to: at.toISOString(),
    items: REVIEW_ITEMS.flatMap((id) =>
      found.filter((item) => item.id === id).map((item) => ({ ...item, owner: owners[id] ?? null })),
    ),
  };
}

/** The version that stood when the last signed review opened, and the newest. */
async function policyItemOf(org: OrgId, { stores: { reviews, trainingPolicies } }: ReviewDeps): Promise<Item> {
  const signed = (await reviews.list(org)).find(({ signedAt }) => signedAt !== null);
  const heads = signed ? await trainingPolicies.list(org) : [];
  const then = heads.find(({ createdAt }) => signed !== undefined && createdAt <= signed.openedAt);
  const before = then ? await trainingPolicies.find(org, then.version) : null;
  return policyItem(before, await trainingPolicies.latest(org));
}

function countedItems(org: OrgId, period: Period, last: Review | null, deps: ReviewDeps): Promise<readonly Item[]> {
  const tallies: readonly (readonly [string, Tally])[] = [
    ["R-17", productTally({ before: versionIn(last), now: deps.version })],
    ["R-09", waiverTally()],
    ["R-06", exceptionTally()],
    ["R-10", effectivenessTally()],
  ];
  return onReports(org, deps, async (reports) => {
    for (const [id, tally] of tallies) for await (const row of reportOf(reports, id).rows(period)) tally.add(row);
    return tallies.map(([, tally]) => tally.item());
  });
}

function reportOf(reports: readonly Report[], id: string): Report {
  const found = reports.find((one) => one.id === id);
  if (!found) throw new Error(`There is no report ${id}`);
  return found;
}

function versionIn(last: Review | null): string | null {
  if (last === null) return null;
  const { items } = ReviewDocument.parse(last.document);
  const figure = items.flatMap(({ figures }) => figures).find(({ what }) => what === VERSION_FIGURE);
  return figure === undefined ? null : String(figure.value);
}
