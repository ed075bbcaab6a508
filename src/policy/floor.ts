import { stronger } from "./order.ts";
import type { Floor, Policy } from "./policy.ts";
import type { Records } from "./records.ts";

/** A value that the floor did not let stand. */
export interface Raised {
  readonly path: string;
  readonly asked: string;
  readonly held: string;
  /** Where the floor says so, as a path. */
  readonly floor: string;
}

type Note = (raised: Raised) => void;

/**
 * No result is below the floor, whatever the policy asks. Values are held at the floor rather than refused:
 * an organisation's file that falls below a floor drawn later must go on counting in all else that it says.
 */
export function applyFloor(
  policy: Policy,
  floor: Floor,
): { readonly policy: Policy; readonly raised: readonly Raised[] } {
  const raised: Raised[] = [];
  const note: Note = (one) => {
    if (one.asked !== one.held) raised.push(one);
  };
  return { policy: hold(policy, floor, note), raised };
}

function hold(policy: Policy, floor: Floor, note: Note): Policy {
  const { cap, waivers, roles } = policy;
  return {
    ...policy,
    ...holdModes(policy, floor, note),
    pass_mark: atLeast(policy.pass_mark, floor.pass_mark, "%", { path: "pass_mark", floor: "pass_mark", note }),
    waivers: {
      ...waivers,
      longest: atMost(waivers.longest, floor.longest_waiver, "d", {
        path: "waivers.longest",
        floor: "longest_waiver",
        note,
      }),
    },
    cap: {
      removals_per_run: atMost(
        cap.removals_per_run,
        floor.cap?.removals_per_run,
        "",
        both("cap.removals_per_run", note),
      ),
      newly_blocked: atMost(cap.newly_blocked, floor.cap?.newly_blocked, "%", both("cap.newly_blocked", note)),
    },
    roles: { ...roles, admin: withAccounts(roles.admin, floor.first_admins) },
    records: holdRecords(policy, floor, note),
  };
}

function holdRecords({ records }: Policy, { records: floor = {} }: Floor, note: Note): Policy["records"] {
  const held = (key: Exclude<keyof Records, "legal_hold">) =>
    atLeast(records[key], floor[key], "d", both(`records.${key}`, note));
  const { legal_hold } = floor;
  if (legal_hold !== undefined)
    note({
      path: "enforcement.records.legal_hold",
      asked: String(records.legal_hold),
      held: legal_hold,
      floor: "enforcement.floor.records.legal_hold",
    });
  return {
    facts: held("facts"),
    access_history: held("access_history"),
    deliveries: held("deliveries"),
    notices: held("notices"),
    legal_hold: legal_hold ?? records.legal_hold,
  };
}

function holdModes({ mode, scopes }: Policy, floor: Floor, note: Note): Pick<Policy, "mode" | "scopes"> {
  const held = (asked: Policy["mode"], path: string) => {
    const result = floor.mode === undefined ? asked : stronger(asked, floor.mode);
    note({ path: `enforcement.${path}`, asked, held: result, floor: "enforcement.floor.mode" });
    return result;
  };
  return {
    mode: held(mode, "mode"),
    scopes: scopes.map((scope, index) => ({ ...scope, mode: held(scope.mode, `scopes[${index}].mode`) })),
  };
}

interface Place {
  readonly path: string;
  readonly floor: string;
  readonly note: Note;
}

function both(path: string, note: Note): Place {
  return { path, floor: path, note };
}

function atLeast(asked: number, least: number | undefined, unit: string, place: Place): number {
  return noted(asked, Math.max(asked, least ?? asked), unit, place);
}

function atMost(asked: number, most: number | undefined, unit: string, place: Place): number {
  return noted(asked, Math.min(asked, most ?? asked), unit, place);
}

function noted(asked: number, held: number, unit: string, { path, floor, note }: Place): number {
  note({
    path: `enforcement.${path}`,
    asked: `${asked}${unit}`,
    held: `${held}${unit}`,
    floor: `enforcement.floor.${floor}`,
  });
  return held;
}

function withAccounts(admin: Policy["roles"]["admin"], first: readonly number[] | undefined): Policy["roles"]["admin"] {
  if (first === undefined) return admin;
  return { ...admin, accounts: [...new Set([...(admin.accounts ?? []), ...first])] };
}
