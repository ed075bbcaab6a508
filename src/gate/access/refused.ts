import type { EffectChange } from "../../domain/stores/access-gate.ts";
import { type Instead, targetKey } from "../../domain/stores/holds.ts";
import type { Act } from "./decision.ts";
import type { AccessFacts } from "./facts.ts";
import type { Place } from "./place.ts";

const GIVES: readonly EffectChange[] = ["add", "set-role", "invite"];
const TAKES: readonly EffectChange[] = ["remove", "set-role"];

/** Whether GitHub would not do one of its writes less than a day ago: nothing that follows from it could be done. */
export function isRefused(act: Act, { target, hold }: Place, { refusals = [] }: AccessFacts): boolean {
  const was = (keys: readonly string[], changes: readonly EffectChange[]) =>
    refusals.some(({ key, change }) => keys.includes(key) && changes.includes(change));
  const own = targetKey(target);
  switch (act.kind) {
    case "give": {
      const teams = target.kind === "organisation" ? target.teamIds.map((id) => `team:${id}`) : [];
      return was([own, ...teams], GIVES) || was(readingIn(hold?.instead ?? null), ["remove"]);
    }
    case "withdraw":
      return was([own], TAKES) || was(readingIn(act.instead), ["add"]);
    case "cancel-invitation":
      return was([own], ["cancel-invitation"]);
    case "end":
      return false;
  }
}

function readingIn(instead: Instead | null): readonly string[] {
  return instead?.kind === "reading-team" ? [`team:${instead.teamId}`] : [];
}
