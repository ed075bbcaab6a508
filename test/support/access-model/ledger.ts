import type { AccountId } from "../../../src/domain/ids.ts";
import type { Policy } from "../../../src/policy/policy.ts";
import { holdsBack, isManaged, onLapseOf, READERS } from "./grounds.ts";
import type { ModelGitHub, Person, Told } from "./model-github.ts";
import { isIn } from "./model-github.ts";
import type { OurWrite } from "./model-ports.ts";

const DAY_MS = 86_400_000;
const VALID_DAYS = 365;
const GRACE_DAYS = 14;
const RENEW_FROM_DAYS = 90;
const ALLOWED_DAYS = 7;

/** How a seat came about, and what was seen of it since. */
interface SeatStory {
  readonly by: "us" | "people" | "before us";
  /**
   * Whether a look that knew of it let it stand, since they were trained or nothing was withheld. One that was given while
   * no seat waited for training may be older than the gate.
   */
  stood: "no" | "maybe" | "yes";
}

/** What the promises are measured by: kept from what people did, and never from what the gate believes. */
export interface Ledger {
  readonly broken: readonly string[];
  /** A change of GitHub, by whom. */
  changed(told: Told, by: "us" | "people"): void;
  /** What is there when the installation comes is older than the gate. */
  begin(): void;
  completed(account: AccountId): void;
  waived(account: AccountId, until: Date): void;
  owns(account: AccountId): void;
  left(account: AccountId): void;
  /** An admin ended what waits. */
  dropped(account: AccountId, team: number): void;
  policyChanged(): void;
  /** One write of ours. */
  wrote(write: OurWrite): void;
  /** A look at the account went well, that knew of these teams of theirs. */
  looked(account: AccountId, known: readonly number[]): void;
  /** All work is done, and nothing is untold. */
  settled(): void;
  isTrained(account: AccountId): boolean;
}

export function createLedger(given: {
  readonly github: ModelGitHub;
  readonly clock: () => Date;
  readonly policy: () => Policy;
  /** Whether it is remembered that they were meant to have it, taken already or not. */
  readonly isHeld: (account: AccountId, place: number) => boolean;
}): Ledger {
  const { github, clock, policy, isHeld } = given;
  const broken: string[] = [];
  const stories = new Map<string, SeatStory>();
  /** Of the seats that were last taken. */
  const former = new Map<string, SeatStory>();
  /** The roles that people meant them to have; several where they gave another while one waited. */
  const intended = new Map<string, readonly string[]>();
  const takings: { readonly key: string; readonly at: number }[] = [];
  /** Taken twice in a day: somebody gives it again each time, so it is left alone, and told. */
  const isFoughtFor = (key: string) => {
    const own = takings.filter((one) => one.key === key);
    return own.some(({ at }, index) => index > 0 && at - (own[index - 1]?.at ?? 0) < DAY_MS);
  };
  /** Taken by us and not given back. */
  const waiting = new Set<string>();
  /** When what they finished ends. */
  const terms = new Map<AccountId, number>();
  const waivers = new Map<AccountId, Date>();
  const leavers = new Set<AccountId>();
  /** Of what waits for an owner nothing is kept; whether a look saw that they were one is not known here. */
  const owned = new Set<AccountId>();
  let policySince = clock();
  let begun = false;
  let wasOff = false;

  const keyOf = (account: AccountId, place: number) => `${account}:${place}`;
  const promise = (isKept: boolean, what: string) => {
    if (!isKept) broken.push(what);
  };
  /** Days until it ends; below zero: so long ago. */
  const daysLeft = (account: AccountId) => {
    const until = terms.get(account);
    return until ? (until - clock().getTime()) / DAY_MS : Number.NEGATIVE_INFINITY;
  };
  const isWaived = (account: AccountId) => (waivers.get(account) ?? clock()) > clock();
  const isTrained = (account: AccountId) => daysLeft(account) > -GRACE_DAYS || isWaived(account);
  const isCurrent = (account: AccountId) => daysLeft(account) > 0 || isWaived(account);
  /** What a run let through before stays let through for a week. */
  const isCapped = () =>
    policy().cap.removals_per_run === 0 && clock().getTime() - policySince.getTime() > ALLOWED_DAYS * DAY_MS;
  const wasTrained = (account: AccountId) => terms.has(account);

  const taken = ({ before, after, team, what }: OurWrite) => {
    const account = before.id;
    const place = `${what} of ${before.login} from ${team}`;
    const story = former.get(keyOf(account, team ?? 0));
    const lapse = onLapseOf(policy(), team ?? 0);
    if (team === READERS) return promise(story?.by === "us", `${place}: reading that people gave`);
    promise(holdsBack(policy(), team ?? 0), `${place}: nothing is withheld there`);
    promise(before.membership !== "owner", `${place}: an owner has everything anyway`);
    const isNew = story?.by === "people" && story.stood !== "yes";
    promise(isNew || !isCapped(), `${place}: beyond the cap`);
    if (leavers.has(account)) return undefined;
    promise(!isTrained(account), `${place}: they are trained`);
    const isLapse = wasTrained(account) && lapse !== "flag";
    promise(isNew || isLapse, `${place}: neither new nor lapsed (${JSON.stringify(story)}, ${lapse})`);
    const isReadKept = [...github.readable(before)].every((repository) => github.readable(after).has(repository));
    promise(isNew || isReadKept || lapse === "remove", `${place}: they are left without reading`);
  };

  const given_ = ({ before, team, role, what }: OurWrite) => {
    const account = before.id;
    const place = `${what} of ${before.login} to ${team} as ${role}`;
    promise(isIn(before), `${place}: an invitation that nobody meant`);
    if (team === READERS) return promise(wasTrained(account), `${place}: reading for whom nothing lapsed`);
    promise(
      intended.get(keyOf(account, team ?? 0))?.includes(role ?? "") === true,
      `${place}: nobody meant them to have it`,
    );
    if (!holdsBack(policy(), team ?? 0)) return undefined;
    promise(isCurrent(account), `${place}: they are not trained`);
  };

  return {
    broken,
    isTrained,
    changed({ kind, accountId, teamId, repositoryId, present, role }, by) {
      const place = teamId ?? repositoryId;
      if (accountId === null || place === null) return;
      const key = keyOf(accountId, place);
      if (present)
        stories.set(
          key,
          stories.get(key) ?? {
            by: begun ? by : "before us",
            // Taken and given again between two looks, nobody can tell it from what was there before.
            stood: policy().access.level === "merge_gate" || former.get(key)?.by === "before us" ? "maybe" : "no",
          },
        );
      else {
        const story = stories.get(key);
        if (story) former.set(key, story);
        stories.delete(key);
      }
      if (by === "us") {
        if (present) waiting.delete(key);
        else {
          waiting.add(key);
          takings.push({ key, at: clock().getTime() });
        }
        return;
      }
      const given = kind === "team-member" ? (github.find(accountId).seats.get(place) ?? "member") : (role ?? "read");
      const waits = waiting.has(key) || isHeld(accountId, place);
      const before = waits ? (intended.get(key) ?? []) : [];
      if (present) intended.set(key, [...before, given]);
      // Where something waits, giving and taking again says nothing: an admin's word alone ends what waits.
      else if (!waits) intended.delete(key);
    },
    begin() {
      begun = true;
      for (const [key, story] of stories) stories.set(key, { ...story, by: "before us" });
    },
    completed(account) {
      const left = daysLeft(account);
      // Who renews in time has the rest of the old term too.
      const from = left > 0 && left <= RENEW_FROM_DAYS ? left : 0;
      if (left <= RENEW_FROM_DAYS) terms.set(account, clock().getTime() + (from + VALID_DAYS) * DAY_MS);
      else terms.set(account, Math.max(terms.get(account) ?? 0, clock().getTime() + VALID_DAYS * DAY_MS));
    },
    waived(account, until) {
      if (until > (waivers.get(account) ?? clock())) waivers.set(account, until);
    },
    owns: (account) => void owned.add(account),
    left: (account) => void leavers.add(account),
    dropped(account, team) {
      const key = keyOf(account, team);
      waiting.delete(key);
      if (!stories.has(key)) intended.delete(key);
    },
    policyChanged() {
      policySince = clock();
      wasOff ||= policy().access.level === "merge_gate";
      if (!wasOff) return;
      // What is there now is older than the gate that comes next, whenever a run learns of it.
      for (const story of stories.values()) if (story.stood === "no") story.stood = "maybe";
    },
    wrote(write) {
      const { team, before, what } = write;
      if (team !== null) promise(!isManaged(policy(), team), `${what} on a team that is managed elsewhere`);
      promise(write.after.membership !== "pending" && what !== "invite", `${what}: ${before.login} was invited`);
      if (what === "removeFromTeam" && before.seats.has(team ?? 0)) taken(write);
      if (what === "addToTeam") given_(write);
    },
    looked(account, known) {
      for (const team of known) {
        const story = stories.get(keyOf(account, team));
        if (!story) continue;
        if (isTrained(account)) story.stood = "yes";
        else if (!holdsBack(policy(), team) && story.stood === "no") story.stood = "maybe";
      }
    },
    settled() {
      for (const person of github.people.values()) {
        for (const { id: team } of github.teams) atRest(person, team);
      }
    },
  };

  /** What must be so once everything is told and all work is done. */
  function atRest(person: Person, team: number): void {
    const { id, login, membership } = person;
    const key = keyOf(id, team);
    // A team that refused once counts as kept elsewhere from then on.
    if (
      team === READERS ||
      github.synced.has(team) ||
      github.refused.has(team) ||
      membership !== "member" ||
      leavers.has(id)
    )
      return;
    if (!holdsBack(policy(), team)) return;
    const story = stories.get(key);
    const isExcused = story?.by !== "people" || story.stood !== "no" || isFoughtFor(key);
    promise(isExcused || isTrained(id), `${login} has ${team} and was never trained for it`);
    const lapsed = story && wasTrained(id) && !isTrained(id) && onLapseOf(policy(), team) !== "flag";
    const isHeldBack = policy().cap.removals_per_run === 0;
    promise(!lapsed || isHeldBack || story.by === "before us", `${login} has ${team}, and their training lapsed`);
    const waits = intended.has(key) && !story;
    promise(!(waits && isCurrent(id)) || owned.has(id), `${login} is trained and still waits for ${team}`);
  }
}
