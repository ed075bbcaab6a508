import type { OrgId } from "../../domain/ids.ts";
import type { TxStores } from "../../domain/stores/index.ts";
import type { TypedSignature } from "../../domain/stores/policy-documents.ts";
import type { Review, SettledItem } from "../../domain/stores/reviews.ts";
import { REVIEW_ITEMS, ReviewDocument, signedDigest } from "../../programme/review/review.ts";
import { checkTypedName } from "../../training/attestation.ts";
import type { DraftOf } from "../entries.ts";
import { commitTo, originOf } from "../exceptions/deps.ts";
import { objectionToRole } from "../exceptions/people.ts";
import { type Actor, type Done, type Refused, refused } from "../exceptions/port.ts";
import { commitToName } from "../learning/attest.ts";
import type { ReviewDeps } from "./deps.ts";
import type { ReviewSignature } from "./port.ts";

const LONGEST_COMMENT = 2_000;
const none = () => refused("There is no such review");
const done = ({ id }: Review): Done => ({ ok: true, id });

type Found = { readonly ok: true; readonly review: Review } | Refused;

/** For administrators alone. */
async function find(by: Actor, org: OrgId, id: string, { stores, roles }: ReviewDeps): Promise<Found> {
  const objection = await objectionToRole(by, org, "admin", roles);
  if (objection) return objection;
  const review = await stores.reviews.find(org, id);
  return review ? { ok: true, review } : none();
}

export async function settleItem(
  by: Actor,
  { org, id, item, comment }: { org: OrgId; id: string; item: string; comment: string },
  deps: ReviewDeps,
): Promise<Done> {
  const found = await find(by, org, id, deps);
  if (!found.ok) return found;
  const { review } = found;
  if (!ReviewDocument.parse(review.document).items.some((one) => one.id === item)) return none();
  const said = comment.trim();
  if (said === "" || said.length > LONGEST_COMMENT)
    return refused(`Say what you found, in at most ${LONGEST_COMMENT} characters`, "comment");
  return deps.transact(async (stores): Promise<Done> => {
    await stores.reviews.hold(org);
    if ((await stores.reviews.find(org, id))?.signedAt)
      return refused("This review is signed. Nothing changes in it any more");
    await stores.reviews.settle(id, { item, settledBy: by.person, settledAt: deps.clock(), comment: said });
    return done(review);
  });
}

/** What stands under the signature: of what the reviewer read, or of nothing. */
export function digestToSign({ sha256, salt }: Review, settled: readonly SettledItem[]): string {
  const said = settled.map(({ item, comment }) => ({ item, commentCommitment: commitTo(salt, comment) }));
  return signedDigest(sha256, said);
}

export async function signReview(
  by: Actor,
  { org, id, signature }: { org: OrgId; id: string; signature: ReviewSignature },
  deps: ReviewDeps,
): Promise<Done> {
  const found = await find(by, org, id, deps);
  if (!found.ok) return found;
  const { review } = found;
  const checked = signatureOf(by, signature);
  if (!checked.ok) return checked;
  if (review.sha256 !== signature.sha256) return refused("The list is not the one that you read. Read it once more");
  const at = deps.clock();
  return deps.transact(async (stores): Promise<Done> => {
    await stores.reviews.hold(org);
    const settled = await stores.reviews.settledOf(id);
    const open = REVIEW_ITEMS.filter((item) => !settled.some((one) => one.item === item));
    if (open.length > 0) return refused(`Not every item is ticked yet: ${open.join(", ")}`);
    const digest = digestToSign(review, settled);
    if (!(await stores.reviews.sign(id, digest, checked, at))) return refused("This review is signed already");
    await deps.entries.append<DraftOf<"review.signed">>(stores, at, {
      type: "review.signed",
      org,
      ...originOf(by),
      ...{ review_id: id, number: review.number, document_sha256: review.sha256, signed_sha256: digest },
      signed_by: await deps.entries.subjectOf(stores, by.person),
      ...(await namedBy(stores, review, "signed", checked)),
    });
    return done(review);
  });
}

export async function approveReview(
  by: Actor,
  { org, id, signature }: { org: OrgId; id: string; signature: ReviewSignature },
  deps: ReviewDeps,
): Promise<Done> {
  const found = await find(by, org, id, deps);
  if (!found.ok) return found;
  const { review } = found;
  const signedSha256 = review.signedSha256;
  if (review.signedAt === null || signedSha256 === null) return refused("Nobody has signed this review yet");
  if (review.signedBy === by.person)
    return refused("Who signed a review cannot approve it. Another person has to", "approver");
  const checked = signatureOf(by, signature);
  if (!checked.ok) return checked;
  if (signedSha256 !== signature.sha256) return refused("What was signed is not what you read. Read it once more");
  const at = deps.clock();
  return deps.transact(async (stores): Promise<Done> => {
    if (!(await stores.reviews.approve(id, checked, at))) return refused("This review is approved already");
    await deps.entries.append<DraftOf<"review.approved">>(stores, at, {
      type: "review.approved",
      org,
      ...originOf(by),
      ...{ review_id: id, number: review.number, signed_sha256: signedSha256 },
      approved_by: await deps.entries.subjectOf(stores, by.person),
      ...(await namedBy(stores, review, "approved", checked)),
    });
    return done(review);
  });
}

function signatureOf(
  { person }: Actor,
  signature: ReviewSignature,
): ({ readonly ok: true } & TypedSignature) | Refused {
  const checked = checkTypedName(signature.typedName);
  if (!checked.ok) return refused("Type your full name, as you sign with it", "typed_name");
  return { ok: true, person, typedName: checked.name, sessionId: signature.sessionId };
}

async function namedBy(
  stores: TxStores,
  { id }: Review,
  part: "signed" | "approved",
  { person, typedName, sessionId }: TypedSignature,
) {
  const { prKey } = await stores.people.identity(person);
  return {
    typed_name_commitment: commitToName(prKey, `${id} ${part}`, typedName),
    ...(sessionId !== null && { session_sha256: sessionId }),
  };
}
