import type { PolicyText } from "../../domain/stores/policy-documents.ts";

export const POLICY_KINDS = ["security", "acceptable-use", "topic"] as const;

/** The word for the training policy on every list: nothing else may be called so. */
export const TRAINING_POLICY_ID = "training-policy";

/** Whom a policy is for: everybody, who has one of these job roles on the roster, or of whom one of these layers is asked. */
export type MeantFor =
  | { readonly kind: "everyone" }
  | { readonly kind: "roles"; readonly roles: readonly string[] }
  | { readonly kind: "layers"; readonly layers: readonly string[] };

/** A policy in the wording that is in force, or will be. */
export interface ListedPolicy extends PolicyText {
  readonly title: string;
  /** Where it is read. */
  readonly url: string;
  readonly kind: (typeof POLICY_KINDS)[number] | "training";
  readonly owner: string;
  /** `YYYY-MM-DD` */
  readonly effectiveOn: string;
  readonly acknowledge: boolean;
  /** So long after they were told of it people have to accept it, before they are reminded. */
  readonly acceptWithinDays: number;
  readonly meantFor: MeantFor;
}

/** What `listed.yml` says: the organisation's own policies, and how the training policy stands among them. */
export interface PolicyList {
  readonly trainingPolicy: Pick<ListedPolicy, "acknowledge" | "acceptWithinDays" | "owner" | "meantFor">;
  readonly policies: readonly ListedPolicy[];
}

/** Whether a policy is for somebody with these job roles, of whom these layers are asked. Case does not count in roles. */
export function isMeantFor(
  meantFor: MeantFor,
  { roles, layers }: { readonly roles: readonly string[]; readonly layers: readonly string[] },
): boolean {
  switch (meantFor.kind) {
    case "everyone":
      return true;
    case "roles": {
      const held = roles.map((role) => role.toLowerCase());
      return meantFor.roles.some((role) => held.includes(role.toLowerCase()));
    }
    case "layers":
      return meantFor.layers.some((layer) => layers.includes(layer));
  }
}
