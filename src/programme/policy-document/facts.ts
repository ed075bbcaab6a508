import type { Layer, Policy } from "../../policy/policy.ts";
import type { Curriculum } from "../../training/curriculum.ts";
import type { Mapping } from "../../training/mapping/mapping.ts";
import type { Organisation } from "../../training/organisation.ts";

/** The layers that a rule asks somebody for, in the order of the file. What nobody is asked for is no part of the policy. */
export function askedLayers({ layers, require }: Policy): readonly (readonly [string, Layer])[] {
  const asked = new Set(require.flatMap((rule) => rule.layers));
  return Object.entries(layers).filter(([name]) => asked.has(name));
}

/** All that the training policy tells: it says nothing of its own. */
export interface PolicyDocumentFacts {
  readonly policy: Policy;
  /** In force. */
  readonly curriculum: Curriculum;
  readonly mapping: Mapping;
  readonly organisation: Organisation;
  /** The longest that access stood which somebody else had given before the training was done; null: no such case is on record. */
  readonly longestWithdrawalMinutes: number | null;
}
