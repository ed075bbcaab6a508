import { diffLines } from "../policy-document/diff.ts";
import type { ReviewItem } from "./review.ts";

interface Version {
  readonly version: number;
  readonly markdown: string;
  readonly approvedAt: Date | null;
}

/** So many lines are shown one by one: a longer change is read on the page of the policy. */
const SHOWN = 100;

/** The training policy against what the last signed review had before it. */
export function policyItem(before: Version | null, now: Version | null): Omit<ReviewItem, "owner"> {
  const lines = before && now ? diffLines(before.markdown, now.markdown).filter(({ kind }) => kind !== "same") : [];
  const count = (kind: "added" | "removed") => lines.filter((line) => line.kind === kind).length;
  const left = lines.length - SHOWN;
  return {
    id: "policy-document",
    figures: [
      { what: "Version now", value: now?.version ?? "none" },
      { what: "It is", value: now === null ? "not written yet" : now.approvedAt ? "approved" : "a draft" },
      { what: "Version at the last signed review", value: before?.version ?? "none" },
      { what: "Lines added since", value: count("added") },
      { what: "Lines removed since", value: count("removed") },
    ],
    notes: [
      ...lines.slice(0, SHOWN).map(({ kind, text }) => `${kind === "added" ? "+" : "−"} ${text}`),
      ...(left > 0 ? [`and ${left} more lines: read the changes of the policy`] : []),
    ],
  };
}
