import type { Held } from "./held.ts";
import type { Taking } from "./holds-told.ts";
import { type AccessStep, type Stay, secondsUpTo, staysOf } from "./steps.ts";
import { type AccessAsked, type Asking, type PersonAsked, type TrainedState, trainedAt } from "./training-at.ts";

export type FirstAccessResult = "PASS" | "WITHDRAWN" | "FAIL" | "WAIVED" | "PRE_EXISTING" | "NO_ACCESS";

/** How somebody came to their first access, and whether they were trained by then. Instants in ms. */
export interface FirstAccess {
  readonly result: FirstAccessResult;
  readonly required: readonly string[];
  /** Their first access that asked for training; else their first one. Null: none yet. */
  readonly first: Held | null;
  /** When they had all that it asks for; null: not yet, or nothing is asked. */
  readonly trainedFrom: number | null;
  /** When the access began that they still had, or had then, once they were trained. */
  readonly granted: AccessStep | null;
  readonly withdrawnAt: number | null;
  /** How long there was access before they were trained. */
  readonly seconds: number;
}

export interface FirstAsked {
  readonly steps: readonly AccessStep[];
  readonly person: Pick<PersonAsked, "record" | "roster">;
  readonly askingAt: (instant: number) => Asking;
  readonly nameOf: (repository: number) => string | null;
  /** What waits, where there is no access yet. */
  readonly held: {
    readonly at: number;
    readonly asks: readonly AccessAsked[];
    readonly teams: readonly string[];
  } | null;
  /** Access that the app made wait and took. */
  readonly taken: readonly Taking[];
  readonly asOf: number;
}

const NONE = { required: [], first: null, trainedFrom: null, granted: null, withdrawnAt: null, seconds: 0 } as const;

export function firstAccessOf(asked: FirstAsked): FirstAccess | null {
  const began = asked.steps.find(({ held }) => held.length > 0);
  if (!began) return asked.held && waiting(asked, asked.held);
  const [oldest] = began.held;
  // What came with a team or repository that we came to see later began no earlier than their own seat did.
  if (began.held.some(({ since, earliest }) => since.source === "baseline" && !Number.isFinite(earliest))) {
    return { ...NONE, result: "PRE_EXISTING", first: oldest ?? null, granted: began };
  }
  const anchor = firstAsking(asked) ?? { step: began, first: oldest as Held };
  return judge(anchor, asked);
}

interface Anchor {
  readonly step: AccessStep;
  readonly first: Held;
}

const askOf = ({ repository, role }: Held, { nameOf }: FirstAsked): AccessAsked => ({
  repository: repository === null ? null : nameOf(repository),
  role,
});

/** The first new access for which the policy of that moment asks for anything. */
function firstAsking(asked: FirstAsked): Anchor | undefined {
  for (const step of asked.steps) {
    const judgeThen = trainedAt(asked.askingAt(step.at), { ...asked.person, teams: step.person.teams });
    const first = step.held.find((one) => one.since.at === step.at && judgeThen(askOf(one, asked)).required.length > 0);
    if (first) return { step, first };
  }
  return undefined;
}

function judge({ step, first }: Anchor, asked: FirstAsked): FirstAccess {
  const { teams } = step.person;
  const asks = step.held.map((held) => askOf(held, asked));
  const policy = asked.askingAt(step.at).policy;
  const stateAt = (instant: number) =>
    stateOf(asks, { ...asked.askingAt(instant), policy }, { ...asked.person, teams });
  const { required } = stateAt(step.at);
  const isAsking = (one: AccessStep) => {
    const judgeIt = trainedAt({ ...asked.askingAt(one.at), policy }, { ...asked.person, teams: one.person.teams });
    return (
      one.at >= step.at &&
      one.held.some((held) => required.length === 0 || judgeIt(askOf(held, asked)).required.length > 0)
    );
  };
  const stays = staysOf(asked.steps, isAsking);
  const common = { required, first };
  // What a look found may have been there since the look before: only what was done by then was done before.
  const earliest = Math.max(0, Math.min(first.earliest, step.at));
  const before = stateAt(earliest).state;
  if (required.length === 0) return { ...NONE, ...common, result: "PASS", granted: step };
  const times = trainedTimes(stateAt, asked);
  const trainedBefore = times.findLast((at) => at <= earliest) ?? null;
  if (before === "yes") return { ...NONE, ...common, result: "PASS", trainedFrom: trainedBefore, granted: step };
  if (before === "waived") return { ...NONE, ...common, result: "WAIVED", trainedFrom: trainedBefore, granted: step };
  return { ...common, ...untrained(stays, times.find((at) => at > earliest) ?? null, asked) };
}

/**
 * There was access first. It was withdrawn where the app made it wait and took it, each time, before they were trained; who
 * left before they were trained, or lost it otherwise, had it all the same.
 */
function untrained(stays: readonly Stay[], trainedFrom: number | null, { taken, asOf }: FirstAsked) {
  const until = trainedFrom ?? asOf;
  const early = stays.filter(({ from }) => from.at < until);
  const isTaken = ({ to }: Stay) => to !== null && to <= until && taken.some((one) => one.from <= to && to <= one.to);
  const wasTaken = early.length > 0 && early.every(isTaken);
  return {
    result: wasTaken ? ("WITHDRAWN" as const) : ("FAIL" as const),
    trainedFrom,
    granted: wasTaken ? (stays.find(({ from }) => from.at >= until)?.from ?? null) : (early[0]?.from ?? null),
    withdrawnAt: wasTaken ? (early.at(-1)?.to ?? null) : null,
    seconds: secondsUpTo(early, until),
  };
}

function waiting(asked: FirstAsked, { at, asks, teams }: NonNullable<FirstAsked["held"]>): FirstAccess {
  const { policy } = asked.askingAt(at);
  const stateAt = (instant: number) =>
    stateOf(asks, { ...asked.askingAt(instant), policy }, { ...asked.person, teams });
  return {
    ...NONE,
    result: "NO_ACCESS",
    required: stateAt(at).required,
    trainedFrom: trainedTimes(stateAt, asked).at(-1) ?? null,
  };
}

interface Stood {
  readonly state: TrainedState;
  readonly required: readonly string[];
}

const ORDER: readonly TrainedState[] = ["no", "unknown", "grace", "waived", "yes", "not-required"];

/** The worst of all that they could do. */
function stateOf(asks: readonly AccessAsked[], asking: Asking, person: PersonAsked): Stood {
  const all = asks.map(trainedAt(asking, person));
  return {
    state: ORDER.find((state) => all.some((one) => one.state === state)) ?? "not-required",
    required: [...new Set(all.flatMap(({ required }) => required))].sort(),
  };
}

/** Each instant at which something was finished, signed or granted, and by which nothing was missing any more. */
function trainedTimes(
  stateAt: (instant: number) => Stood,
  { person: { record }, asOf }: FirstAsked,
): readonly number[] {
  const instants = [
    ...record.completions.flatMap(({ completedAt, attestedAt }) => [completedAt, attestedAt ?? completedAt]),
    ...record.waivers.map(({ from }) => from),
  ].map((at) => Date.parse(at));
  const done = (instant: number) => ["yes", "waived"].includes(stateAt(instant).state);
  // Who renews in time is trained all along, and who lets it end is trained anew.
  return [...new Set(instants)].sort((a, b) => a - b).filter((at) => at <= asOf && done(at) && !done(at - 1));
}
