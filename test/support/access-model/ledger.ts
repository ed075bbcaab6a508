import { type Access, atLeast } from "../../../src/domain/access.ts";
import type { AccountId } from "../../../src/domain/ids.ts";
import type { Policy } from "../../../src/policy/policy.ts";
import { holdsBack, holdsRolesBack, isManaged, onLapseOf, READERS } from "./grounds.ts";
import type { ModelGitHub, Told } from "./model-github.ts";
import { isIn } from "./model-github.ts";
import type { OurWrite } from "./model-ports.ts";
import { type AtRest, promisesAtRest } from "./rest.ts";
import { createStories, storyKey } from "./stories.ts";
import { createTerms } from "./terms.ts";

const DAY_MS = 86_400_000;
const ALLOWED_DAYS = 7;
/** For so long what comes of an invitation of ours is ours. */
const INVITED_DAYS = 10;

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
  /** An admin ended what waits; null: an invitation. */
  dropped(account: AccountId, place: number | null): void;
  policyChanged(): void;
  /** One write of ours. */
  wrote(write: OurWrite): void;
  /** A look at the account went well, that knew of these teams and repositories of theirs. */
  looked(account: AccountId, known: readonly number[]): void;
  /** All work is done, and nothing is untold. */
  settled(): void;
}

export function createLedger(given: {
  readonly github: ModelGitHub;
  readonly clock: () => Date;
  readonly policy: () => Policy;
  /** Whether it is remembered that they were meant to have it, taken already or not; null: an invitation. */
  readonly isHeld: (account: AccountId, place: number | null) => boolean;
}): Ledger {
  const { github, clock, policy, isHeld } = given;
  const broken: string[] = [];
  const terms = createTerms(clock);
  const { all: stories, former, intended, waiting } = createStories();
  const takings: { readonly key: string; readonly at: number }[] = [];
  /** Teams to which people invited them, and those to which we did. */
  const wanted = new Map<AccountId, readonly number[]>();
  const invited = new Map<AccountId, { readonly teamIds: readonly number[]; readonly at: Date }>();
  const leavers = new Set<AccountId>();
  const owned = new Set<AccountId>();
  let policySince = clock();
  let begun = false;
  let wasOff = false;

  /** Taken twice in a day: somebody gives it again each time, so it is left alone, and told. */
  const isFoughtFor = (key: string) => {
    const own = takings.filter((one) => one.key === key);
    return own.some(({ at }, index) => index > 0 && at - (own[index - 1]?.at ?? 0) < DAY_MS);
  };
  const promise = (isKept: boolean, what: string) => {
    if (!isKept) broken.push(what);
  };
  /** What a run let through before stays let through for a week. */
  const isCapped = () =>
    policy().cap.removals_per_run === 0 && clock().getTime() - policySince.getTime() > ALLOWED_DAYS * DAY_MS;

  const taken = ({ before, after, team, what }: OurWrite) => {
    const account = before.id;
    const place = `${what} of ${before.login} from ${team}`;
    const key = storyKey(account, team ?? 0);
    const story = former.get(key);
    const lapse = onLapseOf(policy(), team ?? 0);
    if (team === READERS) return promise(story?.by === "us", `${place}: reading that people gave`);
    promise(holdsBack(policy(), team ?? 0), `${place}: nothing is withheld there`);
    promise(before.membership !== "owner", `${place}: an owner has everything anyway`);
    const isNew = story?.by === "people" && story.stood !== "yes";
    promise(isNew || !isCapped(), `${place}: beyond the cap`);
    if (leavers.has(account)) return undefined;
    intended.set(key, [before.seats.get(team ?? 0) ?? ""]);
    promise(!terms.isTrained(account), `${place}: they are trained`);
    promise(
      isNew || wasOff || !story?.spared || !terms.isInGraceOfWaiver(account),
      `${place}: their waiver ended only just now`,
    );
    const had = terms.wasTrained(account) || (story !== undefined && terms.wasSparedAfter(account, story.at));
    const isLapse = had && lapse !== "flag";
    promise(isNew || isLapse, `${place}: neither new nor lapsed (${JSON.stringify(story)}, ${lapse})`);
    const isReadKept = [...github.readable(before)].every((repository) => github.readable(after).has(repository));
    promise(isNew || isReadKept || lapse === "remove", `${place}: they are left without reading`);
  };

  const given_ = ({ before, team, role, what }: OurWrite) => {
    const account = before.id;
    const place = `${what} of ${before.login} to ${team} as ${role}`;
    promise(isIn(before), `${place}: an invitation that nobody meant`);
    const had = terms.wasTrained(account) || terms.wasSparedAfter(account, new Date(0));
    if (team === READERS) return promise(had, `${place}: reading for whom nothing lapsed`);
    // To try whether a team is still refused, somebody is written to it who has it so.
    if (before.seats.get(team ?? 0) === role) return undefined;
    const isWanted = role === "member" && isHeld(account, null) && wanted.get(account)?.includes(team ?? 0);
    promise(
      isWanted || intended.get(storyKey(account, team ?? 0))?.includes(role ?? "") === true,
      `${place}: nobody meant them to have it`,
    );
    promise(!holdsBack(policy(), team ?? 0) || terms.isCurrent(account), `${place}: they are not trained`);
  };

  /** A role of their own on a repository, given, lowered or taken. */
  const setRole = ({ before, after, repository, what }: OurWrite) => {
    const { id: account, login } = before;
    if (repository === null) return;
    const key = storyKey(account, repository);
    const had = before.direct.get(repository) ?? null;
    const has = after.direct.get(repository) ?? null;
    const place = `${what} of ${login} on ${repository} from ${had} to ${has}`;
    if (had === has) return promise(isIn(before) || had !== null, `${place}: an invitation that nobody meant`);
    if (has !== null && (had === null || atLeast(has, had))) {
      promise(intended.get(key)?.includes(has) === true, `${place}: nobody meant them to have it`);
      return promise(!holdsRolesBack(policy()) || terms.isCurrent(account), `${place}: they are not trained`);
    }
    promise(holdsRolesBack(policy()), `${place}: nothing is withheld there`);
    promise(before.membership !== "owner", `${place}: an owner has everything anyway`);
    if (leavers.has(account)) return;
    const story = stories.get(key) ?? former.get(key);
    const isRaised =
      story?.stoodRole != null && story.stoodRole !== had && atLeast(had ?? "none", story.stoodRole as Access);
    const isNew = story?.by === "people" && story.stood !== "yes";
    intended.set(key, [had ?? ""]);
    promise(!terms.isTrained(account), `${place}: they are trained`);
    promise(isNew || isRaised, `${place}: no new seat (${JSON.stringify(story)})`);
    promise(isIn(before) || has !== null, `${place}: from outside only an invitation could give it back`);
  };

  const sent = ({ before, after }: OurWrite) => {
    const { id: account, login } = before;
    const teamIds = after.invitation?.teamIds ?? [];
    const place = `invitation of ${login} to ${teamIds.join(", ")}`;
    promise(before.membership === "none", `${place}: one waits for them, or they are in`);
    promise(
      teamIds.every((team) => wanted.get(account)?.includes(team)),
      `${place}: nobody meant them to have it`,
    );
    const isGated = teamIds.some((team) => holdsBack(policy(), team));
    promise(!isGated || terms.isCurrent(account), `${place}: they are not trained`);
    invited.set(account, { teamIds, at: clock() });
  };

  const withdrawn = ({ before }: OurWrite) => {
    const { id: account, login, invitation } = before;
    const place = `the invitation of ${login}`;
    promise(invitation !== null, `${place}: there was none`);
    promise(
      policy().access.level === "invite_on_completion" && policy().mode === "block",
      `${place}: nothing waits there`,
    );
    promise(!terms.isTrained(account), `${place}: they are trained`);
    const isOurs = invitation?.teamIds.every((team) => invited.get(account)?.teamIds.includes(team));
    promise(!isOurs || !begun || !isInvitedLately(account), `${place}: we sent it`);
  };
  const isInvitedLately = (account: AccountId) => {
    const at = invited.get(account)?.at;
    return at !== undefined && clock().getTime() - at.getTime() < INVITED_DAYS * DAY_MS;
  };

  const rest: AtRest = {
    ...{ github, policy, terms, stories, intended, leavers, owned, wanted, isHeld, isFoughtFor, promise },
    wasOff: () => wasOff,
  };

  return {
    broken,
    changed({ kind, accountId, teamId, repositoryId, present, role }, by) {
      const place = teamId ?? repositoryId;
      if (kind === "invitation" && accountId !== null && present && by === "people")
        wanted.set(accountId, [
          ...(wanted.get(accountId) ?? []),
          ...(github.find(accountId).invitation?.teamIds ?? []),
        ]);
      if (accountId === null || place === null) return;
      const key = storyKey(accountId, place);
      const isInvited = isInvitedLately(accountId) && invited.get(accountId)?.teamIds.includes(place);
      if (present)
        stories.set(
          key,
          stories.get(key) ?? {
            by: !begun ? "before us" : isInvited ? "us" : by,
            at: clock(),
            // Taken and given again between two looks, nobody can tell it from what was there before.
            stood: policy().access.level === "merge_gate" || former.get(key)?.by === "before us" ? "maybe" : "no",
            stoodRole: null,
            spared: false,
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
      // Where something waits, giving and taking again between two looks says nothing.
      else if (!waits) intended.delete(key);
    },
    begin() {
      begun = true;
      for (const who of github.people.values())
        for (const [place, role] of [...who.seats, ...who.direct]) {
          const key = storyKey(who.id, place);
          const story = stories.get(key);
          if (story) stories.set(key, { ...story, by: "before us", stoodRole: role });
        }
    },
    completed: (account) => terms.completed(account),
    waived: (account, until) => terms.waived(account, until),
    owns: (account) => void owned.add(account),
    left: (account) => void leavers.add(account),
    dropped(account, place) {
      if (place === null) return void wanted.delete(account);
      const key = storyKey(account, place);
      waiting.delete(key);
      const story = stories.get(key);
      if (!story) intended.delete(key);
      // What was left to them meanwhile stays, also when they join: an administrator had the word on it.
      else if (story.stood === "no") stories.set(key, { ...story, stood: "maybe" });
    },
    policyChanged() {
      policySince = clock();
      wasOff ||= policy().access.level === "merge_gate";
      if (!wasOff) return;
      // What is there now is older than the gate that comes next, whenever a run learns of it.
      for (const story of stories.values()) if (story.stood === "no") story.stood = "maybe";
    },
    wrote(write) {
      const { team, before, after, what } = write;
      if (team !== null) promise(!isManaged(policy(), team), `${what} on a team that is managed elsewhere`);
      promise(
        what === "invite" || before.membership === "pending" || after.membership !== "pending",
        `${what}: ${before.login} was invited`,
      );
      if (what === "removeFromTeam" && before.seats.has(team ?? 0)) taken(write);
      if (what === "addToTeam") given_(write);
      if (what === "setCollaborator" || what === "removeCollaborator") setRole(write);
      if (what === "invite") sent(write);
      if (what === "cancelInvitation") withdrawn(write);
    },
    looked(account, known) {
      const who = github.find(account);
      for (const place of known) {
        const story = stories.get(storyKey(account, place));
        if (!story) continue;
        const own = [...who.direct].find(([id]) => id === place)?.[1];
        const isWithheld = own === undefined ? holdsBack(policy(), place) : holdsRolesBack(policy());
        if (terms.isTrained(account)) story.stood = "yes";
        else if (!isWithheld && story.stood === "no") story.stood = "maybe";
        if (terms.isTrained(account) || !isWithheld) story.stoodRole = own ?? null;
        if (terms.isWaived(account)) story.spared = true;
      }
      // What waited for who left the organisation was forgotten, if the look knew that they had.
      for (const key of [...intended.keys()].filter((one) => one.startsWith(`${account}:`))) {
        const isForgotten = !stories.has(key) && !isHeld(account, Number(key.split(":")[1]));
        if (isForgotten) intended.delete(key);
        if (isForgotten) waiting.delete(key);
      }
    },
    settled: () => promisesAtRest(rest),
  };
}
