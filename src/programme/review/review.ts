import { z } from "zod";
import { sha256OfJson } from "../../domain/canonical-json.ts";

/** What a review looks at, in the order of its list. */
export const REVIEW_ITEMS = [
  "policy-document",
  "curriculum",
  "product",
  "mapping",
  "waivers",
  "exceptions",
  "effectiveness",
] as const;
export const ReviewItemId = z.enum(REVIEW_ITEMS);
export type ReviewItemId = z.infer<typeof ReviewItemId>;

/** One thing to look at, as it was when the review opened. */
const ReviewItem = z.strictObject({
  id: ReviewItemId,
  /** Who answers for it, by the policy. */
  owner: z.string().nullable(),
  figures: z.array(z.strictObject({ what: z.string(), value: z.union([z.string(), z.number()]) })),
  /** What to look at one by one. */
  notes: z.array(z.string()),
});
export type ReviewItem = Readonly<z.infer<typeof ReviewItem>>;

/** Frozen when the review opens: whoever signs later signs this, whatever changed meanwhile. */
export const ReviewDocument = z.strictObject({
  number: z.number().int(),
  /** Since when: the end of what the review before it looked at; null for the first. */
  from: z.iso.datetime().nullable(),
  to: z.iso.datetime(),
  items: z.array(ReviewItem),
});
export type ReviewDocument = Readonly<z.infer<typeof ReviewDocument>>;

export function digestOf(document: ReviewDocument): string {
  return sha256OfJson(document);
}

/** What the reviewer signs: the frozen document, and of each item what was said, as a commitment. */
export function signedDigest(
  documentSha256: string,
  settled: readonly { readonly item: string; readonly commentCommitment: string }[],
): string {
  const items = settled.map(({ item, commentCommitment }) => ({ item, comment_commitment: commentCommitment }));
  return sha256OfJson({ document_sha256: documentSha256, items: items.toSorted((a, b) => (a.item < b.item ? -1 : 1)) });
}
