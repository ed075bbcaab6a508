import { recordsOf } from "../../policy/records.ts";
import { type Block, counted, list, plain } from "./blocks.ts";
import type { PolicyDocumentFacts } from "./facts.ts";

/** What is kept, and for how long. */
export function recordsBox({ policy }: PolicyDocumentFacts): readonly Block[] {
  const { facts, access_history, deliveries, notices, legal_hold } = recordsOf(policy);
  return [
    list([
      "Each decision, completion, signature, exception and change of the policy is an entry of the gate log. The log is append-only, its state is signed, and it is never shortened. It names people by random ids.",
      "Completions with their score, the version and the digest of what was taught, and signatures with the typed name, are kept until the person is erased.",
      `The facts that a decision rests on are kept for ${counted(facts, "day")}, so that it can be decided again.`,
      `Who had which access is kept for ${counted(access_history, "day")}.`,
      `Which messages came from GitHub is kept for ${counted(deliveries, "day")}; their contents are not kept.`,
      `Who was told what about their access and training is kept for ${counted(notices, "day")}. That it was said stands in the log, without a word of it.`,
      legal_hold === false
        ? "No legal hold is in force: a person can be erased, and the log keeps their random id alone."
        : `A legal hold is in force (${plain(legal_hold)}): nothing is deleted, and nobody is erased.`,
    ]),
  ];
}
