import type { Policy } from "./policy.ts";
import { recordsOf } from "./records.ts";
import type { Said } from "./said.ts";

export function explainRecords(policy: Policy): readonly Said[] {
  const { facts, access_history, deliveries, notices, legal_hold } = recordsOf(policy);
  return [
    [`The facts of a decision are kept for ${facts} days: until then it can be decided again.`, "records.facts"],
    [
      `Who had which access is kept for ${access_history} days; the access of now is always known.`,
      "records.access_history",
    ],
    [`Which deliveries came is kept for ${deliveries} days.`, "records.deliveries"],
    [`Who was told what is kept for ${notices} days; the log keeps that they were.`, "records.notices"],
    [
      legal_hold === false
        ? "There is no legal hold: what is older is deleted, and people can be erased."
        : `A legal hold is in force (${legal_hold}): nothing is deleted, and nobody can be erased.`,
      "records.legal_hold",
    ],
    ["The gate log itself is never shortened."],
  ];
}
