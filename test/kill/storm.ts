import { setTimeout as sleep } from "node:timers/promises";
import type { GitHub } from "../sandbox/github/server.ts";
import type { PullRequest } from "../sandbox/github/state.ts";
import type { Random } from "./random.ts";
import { REPOSITORIES, TRAINED, UNTRAINED } from "./world.ts";

/** What people did, as told by those who made them do it: what the right verdicts follow from. */
export interface Deeds {
  readonly open: Map<PullRequest, { readonly repository: string; readonly people: readonly string[] }>;
  /** Every head that ever was, by repository and SHA, with everybody who is on it. */
  readonly heads: Map<string, readonly string[]>;
}

export function createDeeds(): Deeds {
  return { open: new Map(), heads: new Map() };
}

/** More are closed, so that the hundredth round has no more to look after than the first. */
const OPEN_AT_MOST = 16;
const LONGEST_PAUSE_MS = 40;

/** People work until GitHub has sent so many deliveries. `sent` tells how many so far. */
export function startStorm(
  github: GitHub,
  deeds: Deeds,
  random: Random,
  deliveries: number,
): { readonly ended: Promise<void>; sent(): number } {
  const before = github.deliveries.all().length;
  const sent = () => github.deliveries.all().length - before;
  const blow = async () => {
    while (sent() < deliveries) {
      act(github, deeds, random);
      await sleep(random.below(LONGEST_PAUSE_MS));
    }
  };
  return { ended: blow(), sent };
}

function act({ actions }: GitHub, { open, heads }: Deeds, random: Random): void {
  const chance = random.below(100);
  const pulls = [...open.keys()];
  const keep = (pull: PullRequest, repository: string, people: readonly string[]) => {
    open.set(pull, { repository, people });
    heads.set(`${repository}@${pull.headSha}`, people);
  };
  if (pulls.length === 0 || (chance < 40 && pulls.length < OPEN_AT_MOST)) {
    const repository = random.pick(REPOSITORIES);
    const author = random.pick([...TRAINED, ...UNTRAINED]);
    keep(actions.openPullRequest({ as: author, repository, commits: [{}] }), repository, [author]);
    return;
  }
  const pull = random.pick(pulls);
  const { repository, people } = open.get(pull) ?? { repository: "", people: [] };
  const [author = ""] = people;
  if (chance < 80 && pulls.length <= OPEN_AT_MOST) {
    const pusher = chance < 70 ? author : random.pick([...TRAINED, ...UNTRAINED]);
    actions.push({ as: pusher, repository, branch: pull.headRef });
    keep(pull, repository, [...people, pusher]);
  } else {
    actions.closePullRequest({ as: author, repository, number: pull.number });
    open.delete(pull);
  }
}
