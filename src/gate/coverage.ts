import type { RepositoryId } from "../domain/ids.ts";
import type { Visibility } from "../domain/installation.ts";
import type { Mode } from "../policy/order.ts";

export interface RequiredCheck {
  readonly context: string;
  /** The App that must report it; null: whoever may write a status. */
  readonly appId: number | null;
}

/** Somebody whom a ruleset does not bind. */
export interface Bypass {
  /** In words: "organisation owners", "role write", "team ops", "an App", "deploy keys". */
  readonly who: string;
  /** Not only by the button of a pull request, but by a push. */
  readonly byPush: boolean;
  /** Owners can change every rule anyway. */
  readonly owners: boolean;
}

/** A ruleset in force that asks for checks. */
export interface RequiringRuleset {
  readonly id: number;
  readonly name: string;
  readonly from: "organisation" | "repository" | "enterprise";
  readonly checks: readonly RequiredCheck[];
  /** Told only to an App that may change the ruleset. */
  readonly bypass: readonly Bypass[] | "unreadable";
}

export interface BranchProtection {
  readonly checks: readonly RequiredCheck[];
  readonly adminsExempt: boolean;
}

/** One repository as it stands at GitHub, and what the policy wants of it. */
export interface RepositorySeen {
  readonly id: RepositoryId;
  readonly name: string;
  readonly visibility: Visibility;
  readonly mode: Mode;
  readonly inBoundary: boolean;
  readonly rulesets: readonly RequiringRuleset[];
  readonly protection: BranchProtection | null | "unreadable";
  readonly openHeads: number;
  /** Of those, how many have a run of ours. */
  readonly answered: number;
}

export type HoleKind =
  | "not-required"
  | "not-pinned"
  | "pinned-elsewhere"
  | "unanswered"
  | "bypass"
  | "bypass-unreadable"
  | "push"
  | "rules-unreadable"
  | "permission-missing"
  | "permission-not-accepted"
  | "event-missing"
  | "webhook-elsewhere"
  | "deliveries-failing"
  | "suspended"
  | "not-reached"
  | "log-unsigned"
  | "log-damaged"
  | "log-begun-anew"
  | "base-permission"
  | "team-synced"
  | "hook-silent"
  | "notices-broken"
  | "policy-public"
  | "policy-unreviewed";

export interface Hole {
  readonly kind: HoleKind;
  /** Null: it concerns the organisation or the App. */
  readonly repository: string | null;
  readonly detail: string;
  readonly remedy: string;
}

/** What is known of one repository, as a row of the table. */
export interface RepositoryCoverage {
  readonly id: RepositoryId;
  readonly name: string;
  readonly mode: Mode;
  readonly required: boolean;
  readonly pinned: boolean;
  readonly openHeads: number;
  readonly answered: number;
  /** Who may bypass, in words. */
  readonly bypass: readonly string[];
  readonly holes: readonly Hole[];
}

export interface Ours {
  readonly appId: number;
  readonly checkName: string;
}

/** Required: somewhere by our name, from our App or from whomever. A rule that asks another App for it is none of ours. */
export function coverageOf(repository: RepositorySeen, ours: Ours): RepositoryCoverage {
  const { id, name, mode, openHeads, answered } = repository;
  const asking = askingFor(repository, ours);
  const held = asking.filter(({ appId }) => appId === ours.appId);
  return {
    ...{ id, name, mode, openHeads, answered },
    required: asking.some(({ appId }) => appId === null || appId === ours.appId),
    pinned: held.length > 0,
    bypass: [...new Set(strictest(held).map(({ who }) => who))],
    holes: holesOf(repository, asking, ours),
  };
}

/** One rule that asks for a check of our name, and whom it does not bind. */
interface Asking {
  readonly appId: number | null;
  readonly bypass: readonly Bypass[] | "unreadable";
}

function askingFor({ rulesets, protection }: RepositorySeen, { checkName }: Ours): readonly Asking[] {
  const byName = ({ context }: RequiredCheck) => context === checkName;
  const ruled = rulesets.flatMap(({ checks, bypass }) => checks.filter(byName).map(({ appId }) => ({ appId, bypass })));
  if (protection === null || protection === "unreadable") return ruled;
  const admins: Bypass = { who: "administrators of the repository", byPush: true, owners: false };
  const bypass = protection.adminsExempt ? [admins] : [];
  return [...ruled, ...protection.checks.filter(byName).map(({ appId }) => ({ appId, bypass }))];
}

/** Rules add up: somebody gets through only past all of them, so the one that lets fewest through counts. */
function strictest(held: readonly Asking[]): readonly Bypass[] {
  const readable = held.flatMap(({ bypass }) => (bypass === "unreadable" ? [] : [bypass]));
  return readable.toSorted((a, b) => risky(a).length - risky(b).length)[0] ?? [];
}

const risky = (bypass: readonly Bypass[]) => bypass.filter(({ owners, byPush }) => !owners || byPush);

function holesOf(repository: RepositorySeen, asking: readonly Asking[], { appId }: Ours): readonly Hole[] {
  const { name, mode, inBoundary, openHeads, answered } = repository;
  const on = (kind: HoleKind, detail: string, remedy: string): Hole => ({ kind, repository: name, detail, remedy });
  const held = asking.filter((one) => one.appId === appId);
  const required = asking.some((one) => one.appId === null || one.appId === appId);
  const unanswered = openHeads - answered;
  // Where nothing is posted, a head without our run waits only if a rule asks for it.
  const silent = !inBoundary || mode === "observe";
  const stuck = unanswered > 0 && (!silent || required);
  return [
    ...(mode === "block" && inBoundary ? gateHoles(repository, asking, appId, on) : []),
    ...(held.length > 0 && mode === "block" ? bypassHoles(held, on) : []),
    ...(stuck
      ? [on("unanswered", `${unanswered} of ${openHeads} open heads have no run of ours`, "Run: training-gate sweep")]
      : []),
  ];
}

type On = (kind: HoleKind, detail: string, remedy: string) => Hole;

function gateHoles({ protection }: RepositorySeen, asking: readonly Asking[], appId: number, on: On): readonly Hole[] {
  if (asking.some((one) => one.appId === appId)) return [];
  if (asking.some((one) => one.appId === null)) {
    return [
      on(
        "not-pinned",
        "the check is required from any source: whoever may push can set it",
        "Name the App in the rule",
      ),
    ];
  }
  if (asking.length > 0)
    return [on("pinned-elsewhere", "the check is required from another App", "Name this App in the rule")];
  if (protection === "unreadable") {
    const remedy = "Grant administration: read, or use a ruleset";
    return [on("rules-unreadable", "no ruleset requires the check, and branch protection cannot be read", remedy)];
  }
  return [
    on("not-required", "the check is not required on the default branch", "doctor --print json, or rulesets: managed"),
  ];
}

function bypassHoles(held: readonly Asking[], on: On): readonly Hole[] {
  if (held.every(({ bypass }) => bypass === "unreadable")) {
    const remedy = "Grant the permission to administer rulesets";
    return [on("bypass-unreadable", "who may bypass the rule is not told to this App", remedy)];
  }
  const found = risky(strictest(held));
  const pushing = found.filter(({ byPush }) => byPush).map(({ who }) => who);
  const merging = found.filter(({ byPush }) => !byPush).map(({ who }) => who);
  return [
    ...(merging.length > 0
      ? [on("bypass", `may merge without the check: ${merging.join(", ")}`, "Take them off the bypass list")]
      : []),
    ...(pushing.length > 0
      ? [
          on(
            "push",
            `may push to the default branch without the check: ${pushing.join(", ")}`,
            "Take them off the bypass list",
          ),
        ]
      : []),
  ];
}
