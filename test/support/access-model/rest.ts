import type { AccountId } from "../../../src/domain/ids.ts";
import type { Policy } from "../../../src/policy/policy.ts";
import { holdsBack, holdsRolesBack, onLapseOf, PAYMENTS, READERS } from "./grounds.ts";
import { isIn, type ModelGitHub, type Person } from "./model-github.ts";
import { type Stories, storyKey } from "./stories.ts";
import type { Terms } from "./terms.ts";

export interface AtRest {
  readonly github: ModelGitHub;
  readonly policy: () => Policy;
  readonly terms: Terms;
  readonly stories: Stories["all"];
  readonly intended: Stories["intended"];
  readonly leavers: ReadonlySet<AccountId>;
  /** Of what waits for an owner nothing is kept; whether a look saw that they were one is not known here. */
  readonly owned: ReadonlySet<AccountId>;
  readonly wanted: ReadonlyMap<AccountId, readonly number[]>;
  readonly isHeld: (account: AccountId, place: number | null) => boolean;
  readonly isFoughtFor: (key: string) => boolean;
  /** Whether nothing waited for training at some time. */
  readonly wasOff: () => boolean;
  readonly promise: (isKept: boolean, what: string) => void;
}

/** What must be so once everything is told and all work is done. */
export function promisesAtRest(rest: AtRest): void {
  const { github, leavers } = rest;
  for (const person of github.people.values()) {
    if (leavers.has(person.id)) {
      leaverHasNothing(person, rest);
      continue;
    }
    for (const { id: team } of github.teams) seatInTeam(person, team, rest);
    for (const repository of github.repositories) roleOn(person, repository, rest);
    invitationOf(person, rest);
  }
}

const isHeldBack = ({ policy }: AtRest) => policy().cap.removals_per_run === 0;

function leaverHasNothing(person: Person, rest: AtRest): void {
  const { github, policy, stories, promise } = rest;
  const { id, login, seats } = person;
  if (person.membership === "owner" || isHeldBack(rest)) return;
  for (const [team] of seats) {
    if (github.refused.has(team) || github.synced.has(team)) continue;
    promise(!holdsBack(policy(), team), `${login} left, and has ${team}`);
  }
  const readsInstead = holdsBack(policy(), PAYMENTS) && onLapseOf(policy(), PAYMENTS) === "to_reading_team";
  const isOurs = stories.get(storyKey(id, READERS))?.by === "us";
  promise(!(readsInstead && isOurs && seats.has(READERS)), `${login} left, and has the reading that we gave`);
}

function seatInTeam({ id, login, membership }: Person, team: number, rest: AtRest): void {
  const { github, policy, terms, stories, intended, owned, promise } = rest;
  const key = storyKey(id, team);
  // A team that refused once counts as kept elsewhere from then on.
  if (team === READERS || github.synced.has(team) || github.refused.has(team) || membership !== "member") return;
  if (!holdsBack(policy(), team)) return;
  const story = stories.get(key);
  const isTrained = terms.isTrained(id);
  const isExcused = story?.by !== "people" || story.stood !== "no" || rest.isFoughtFor(key);
  promise(isExcused || isTrained, `${login} has ${team} and was never trained for it`);
  const hadIt = terms.wasTrained(id) || (story?.spared === true && story.stood === "yes" && !rest.wasOff());
  const lapsed = story && hadIt && !isTrained && !terms.isInGraceOfWaiver(id) && onLapseOf(policy(), team) !== "flag";
  const isLeft = isHeldBack(rest) || story?.by === "before us" || rest.isFoughtFor(key);
  promise(!lapsed || isLeft, `${login} has ${team}, and their training lapsed`);
  const waits = intended.has(key) && !story;
  promise(!(waits && terms.isCurrent(id)) || owned.has(id), `${login} is trained and still waits for ${team}`);
}

function roleOn(person: Person, repository: number, rest: AtRest): void {
  const { policy, terms, stories, owned, isHeld, promise } = rest;
  const { id, login, membership } = person;
  if (!holdsRolesBack(policy()) || membership === "owner" || owned.has(id)) return;
  const role = [...person.direct].find(([one]) => one === repository)?.[1];
  const key = storyKey(id, repository);
  const story = stories.get(key);
  const isExcused = story?.by !== "people" || story.stood !== "no" || rest.isFoughtFor(key) || terms.isTrained(id);
  // Reading was left to who came from outside: it stays when they join, while the rest waits.
  const isLeft = role === undefined || (role === "read" && (!isIn(person) || isHeld(id, repository)));
  promise(isExcused || isLeft, `${login} has ${role} on ${repository} and was never trained for it`);
  const canReceive = isIn(person) || role !== undefined;
  promise(
    !(isHeld(id, repository) && canReceive && terms.isCurrent(id)),
    `${login} is trained and still waits for ${repository}`,
  );
}

function invitationOf({ id, login, membership }: Person, { policy, terms, wanted, isHeld, promise }: AtRest): void {
  const waits = wanted.has(id) && isHeld(id, null) && membership === "none";
  const isOn = policy().mode !== "observe";
  promise(!(waits && isOn && terms.isCurrent(id)), `${login} is trained and still waits for an invitation`);
}
