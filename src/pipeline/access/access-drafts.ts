import type { AccessEffect } from "../../domain/stores/access-gate.ts";
import { type Hold, type SeatTarget, targetKey } from "../../domain/stores/holds.ts";
import type { Completion } from "../../domain/stores/training.ts";
import type { SeatDecision } from "../../gate/access/decision.ts";
import type { DraftOf } from "../entries.ts";
import { waiversUsed } from "../head/logged-decision.ts";

type Resource = DraftOf<"hold.opened">["resource"];

/** A seat as the log names it: GitHub's ids, and no name. */
export function resourceOf(target: SeatTarget, org: number): Resource {
  if (target.kind === "team") return { kind: "team", id: String(target.teamId) };
  if (target.kind === "organisation") return { kind: "organisation", id: String(org) };
  const { repositoryId } = target;
  return { kind: "repository", id: String(repositoryId), repository_id: repositoryId };
}

export function resourceOfKey(key: string, org: number): Resource {
  const [kind, id = ""] = key.split(":");
  if (kind === "team") return { kind, id };
  return kind === "repository" ? { kind, id, repository_id: Number(id) } : { kind: "organisation", id: String(org) };
}

const MOST_SEATS = 200;
const MOST_REQUIREMENTS = 100;

export type LoggedAccess = Pick<
  DraftOf<"access.decided">,
  "seats" | "seats_omitted" | "required" | "satisfied" | "missing" | "mode" | "level"
>;

/** What of a decision the log tells. */
export type ToldSeat = Pick<SeatDecision, "layers" | "mode" | "level" | keyof SeatWords>;
type SeatWords = Pick<SeatDecision, "target" | "verdict" | "outcome" | "enforced" | "managedBy" | "why">;

/** What the log says of a decision on somebody's access, but for whose it is. */
export function decidedBody(
  { seats }: { readonly seats: readonly ToldSeat[] },
  org: number,
  completions: readonly Completion[],
): LoggedAccess {
  const omitted = seats.length - MOST_SEATS;
  const layers = seats.flatMap((seat) => seat.layers);
  return {
    seats: seats.slice(0, MOST_SEATS).map((seat) => loggedSeat(seat, org)),
    ...(omitted > 0 && { seats_omitted: omitted }),
    required: [...new Set(layers.map(({ layer }) => layer))].slice(0, MOST_REQUIREMENTS),
    satisfied: satisfiedOf(seats, completions),
    missing: unique(
      layers.flatMap(({ layer, standing }) =>
        standing.state === "met"
          ? []
          : standing.missing.map(({ course, why }) => ({ requirement: `${layer}/${course}`, why })),
      ),
    ),
    mode: strongest(
      seats.map(({ mode }) => mode),
      ["observe", "flag", "block"],
    ),
    level: strongest(
      seats.map(({ level }) => level),
      ["merge_gate", "grant_on_completion", "invite_on_completion"],
    ),
  };
}

function loggedSeat(seat: SeatWords, org: number): DraftOf<"access.decided">["seats"][number] {
  const { target, verdict, outcome, enforced, managedBy, why } = seat;
  return {
    resource: resourceOf(target, org),
    role: target.role,
    verdict,
    outcome,
    enforced,
    ...(managedBy !== undefined && { managed_by: true }),
    ...(why !== undefined && { why }),
  };
}

/** Each layer that is met, and the completion or the waiver that it rests on. */
export function satisfiedOf(
  seats: readonly Pick<SeatDecision, "layers">[],
  completions: readonly Completion[],
): DraftOf<"access.granted">["satisfied"] {
  const met = seats.flatMap(({ layers }) => layers.filter(({ standing }) => standing.state === "met"));
  return unique(
    met.map((layer) => {
      const [waiver] = waiversUsed([layer]);
      const until = layer.standing.state === "met" ? layer.standing.until : null;
      const rests = waiver === undefined ? newestOf(layer.courses, completions) : undefined;
      return {
        requirement: layer.layer,
        ...(rests && { completion_id: rests.id }),
        ...(waiver !== undefined && { waiver_id: waiver }),
        ...(until !== null && { until }),
      };
    }),
  );
}

/** The last one that it took to meet the layer. */
function newestOf(courses: readonly string[], completions: readonly Completion[]): Completion | undefined {
  const own = completions.filter(({ courseId }) => courses.includes(courseId));
  return own.toSorted((a, b) => b.completedAt.getTime() - a.completedAt.getTime())[0];
}

function unique<Item extends { readonly requirement: string }>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [item.requirement, item])).values()].slice(0, MOST_REQUIREMENTS);
}

function strongest<Word extends string>(words: readonly Word[], order: readonly [Word, ...Word[]]): Word {
  return words.reduce<Word>((best, word) => (order.indexOf(word) > order.indexOf(best) ? word : best), order[0]);
}

export function openedBody(hold: Pick<Hold, "id" | "target" | "cause" | "decisionId">, org: number) {
  return {
    type: "hold.opened",
    hold_id: hold.id,
    resource: resourceOf(hold.target, org),
    role: hold.target.role,
    cause: hold.cause,
    decision_id: hold.decisionId,
  } as const;
}

/** Of an effect that GitHub showed: what was given, or taken. */
export function effectBody(
  effect: AccessEffect,
  given: { readonly hold: Hold | null; readonly satisfied: DraftOf<"access.granted">["satisfied"]; readonly at: Date },
) {
  const common = {
    ...(effect.hold && { hold_id: effect.hold }),
    effect_id: effect.id,
    resource: resourceOf(effect.target, effect.orgId),
    decision_id: effect.decisionId,
  };
  if (effect.change === "add" || effect.change === "invite" || isGiving(effect, given.hold))
    return { type: "access.granted", ...common, role: effect.after ?? "none", satisfied: given.satisfied } as const;
  const isMeanwhile = given.hold !== null && targetKey(given.hold.target) !== targetKey(effect.target);
  const from = isMeanwhile ? null : (given.hold?.accessFrom ?? null);
  return {
    type: "access.revoked",
    ...common,
    before: effect.before ?? "none",
    ...(effect.after !== null && { after: effect.after }),
    cause: isMeanwhile ? "restored" : (effect.cause ?? "asked"),
    ...(from && { access_seconds: Math.max(0, Math.round((given.at.getTime() - from.getTime()) / 1000)) }),
  } as const;
}

/** A role that is set back to what was intended is given; one that is lowered is taken. */
function isGiving({ change, after }: AccessEffect, hold: Hold | null): boolean {
  return change === "set-role" && hold !== null && hold.target.role === after;
}
