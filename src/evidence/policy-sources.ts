import type { PolicyText } from "../domain/stores/policy-documents.ts";

/** What only the erasable records hold of somebody's acceptance of a policy. */
export interface AcknowledgementKept {
  readonly id: string;
  readonly typedName: string;
}

/** One version of the training policy, as it is kept beside its entries. */
export interface TrainingPolicyKept {
  readonly version: number;
  readonly markdown: string;
  /** Of who approved it; null for a draft, and of who was erased. */
  readonly approverName: string | null;
}

export interface PolicyDocumentSource {
  /** Of these versions those that are kept. */
  versions(numbers: readonly number[]): Promise<ReadonlyMap<number, TrainingPolicyKept>>;
  /** Names typed under these reviews, by the review's id and `signed` or `approved`, with a blank between. */
  reviewNames(reviews: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The title under which a text was made known, by `textKey`. */
  titles(texts: readonly PolicyText[]): Promise<ReadonlyMap<string, string>>;
  /** Of the people that the organisation has as of the snapshot, how many accepted the text. */
  accepted(text: PolicyText): Promise<number>;
  /** To how many people it was handed over that the text is there, and to how many it could not be. */
  told(text: PolicyText): Promise<{ readonly delivered: number; readonly undeliverable: number }>;
  /** By the person's key and `textKey`, with a blank between. */
  acknowledgements(
    signed: readonly (PolicyText & { readonly person: string })[],
  ): Promise<ReadonlyMap<string, AcknowledgementKept>>;
}

export function textKey({ policyId, sha256 }: PolicyText): string {
  return `${policyId} ${sha256}`;
}
