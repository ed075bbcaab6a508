import type { OrgId, PersonId } from "../../domain/ids.ts";
import type { AccessRun } from "../../domain/stores/access-gate.ts";
import type { Mode } from "../../policy/order.ts";
import type { Level } from "../../policy/policy.ts";
import type { HoldView } from "../access/holds-desk.ts";
import type { Actor, Done } from "../exceptions/port.ts";
import type { ForecastWeek } from "../notices/forecast.ts";

/** `untold`: waits, and every notice of it reached nobody. */
export const HOLD_SHOWS = ["waiting", "untold", "ended"] as const;
export type HoldShow = (typeof HOLD_SHOWS)[number];

export interface HoldRow extends HoldView {
  readonly notice: HoldNotice;
}

/** Whether somebody heard that their access waits. */
export type HoldNotice =
  | { readonly told: Date }
  /** It reached nobody. `sentence` can be pasted into a chat. */
  | { readonly told: null; readonly why: string | null; readonly sentence: string }
  /** Nobody needs to be told: it has ended, or they leave. */
  | null;

export interface HoldsAsked {
  readonly show: HoldShow;
  /** Part of a login, or of the name of the team or repository. */
  readonly search: string;
  /** The id of the last one of the page before. */
  readonly after: string | null;
  readonly limit: number;
}

/**
 * How seats of a team are treated. `gated`: new ones wait for training. `managed`: the policy says that something else
 * does it, so that it is never written to. `synced`: an identity provider keeps it, and GitHub refuses writes. `enterprise`: the enterprise keeps it. `reading`:
 * whose training lapsed is moved there. `open`: they are left alone.
 */
export const TEAM_STATES = ["gated", "managed", "synced", "enterprise", "reading", "open"] as const;
export type TeamState = (typeof TEAM_STATES)[number];

export interface TeamRow {
  readonly id: number;
  readonly slug: string;
  readonly state: TeamState;
  readonly level: Level;
  readonly mode: Mode;
  readonly managedBy: string | null;
  readonly onLapse: "flag" | "to_reading_team" | "remove";
  readonly readingTeam: string | null;
  /** Since when GitHub refuses to have it written, and when that is tried again; null: it does not. */
  readonly refused: { readonly since: Date; readonly nextTry: Date | null } | null;
  /** Inside the boundary. */
  readonly repositories: readonly { readonly name: string; readonly role: string }[];
  /** Who is given their seat again each time that it is taken: something else manages the team. */
  readonly conflicts: readonly string[];
}

/** When somebody's training in a layer ends, if they do not renew. */
export interface LapseRow {
  readonly person: PersonId;
  readonly login: string;
  readonly layer: string;
  readonly at: Date;
}

export interface ForecastView {
  /** The end of the next two weeks. */
  readonly soon: Date;
  readonly weeks: readonly ForecastWeek[];
  /** Soonest first, of all those weeks. */
  readonly lapses: readonly LapseRow[];
}

/** Access that waits, as the person for whom it waits sees it. */
export interface OwnHold {
  readonly id: string;
  /** `the team payments` */
  readonly what: string;
  readonly since: Date;
  /** What they keep meanwhile, in words. */
  readonly instead: string | null;
  /** Names of courses. */
  readonly courses: readonly string[];
}

/** The pages about access. Who may read them is asked before. */
export interface AccessPages {
  /** Oldest first. */
  holds(org: OrgId, asked: HoldsAsked): Promise<readonly HoldRow[]>;
  /** Runs that wait for an admin's word. */
  runs(org: OrgId): Promise<readonly AccessRun[]>;
  /** By slug; those that something is said of first. */
  teams(org: OrgId): Promise<readonly TeamRow[]>;
  forecast(org: OrgId): Promise<ForecastView>;
  waitingOf(person: PersonId): Promise<readonly OwnHold[]>;
  /** Gives what waits, whatever is missing. Only for admins, and not for themselves. */
  release(by: Actor, id: string, reason: string): Promise<Done>;
  /** Takes what the run would take. Only for admins. */
  releaseRun(by: Actor, id: string, reason: string): Promise<Done>;
}
