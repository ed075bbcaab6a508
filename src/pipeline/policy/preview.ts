import type { Clock } from "../../domain/clock.ts";
import type { Installation, Repository } from "../../domain/installation.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import type { Head } from "../../domain/subject.ts";
import { decide } from "../../gate/decide.ts";
import type { Facts } from "../../gate/facts.ts";
import { type Preview, previewOf, type TwoDecisions } from "../../gate/preview.ts";
import type { Mode } from "../../policy/policy.ts";
import { listedIn } from "../head/backing.ts";
import { type GatherDeps, gather } from "../head/gather.ts";
import { rulesOn, withTouched } from "../head/touched.ts";
import type { PolicyInForce } from "./policies.ts";
import { scopeOn } from "./scope-on.ts";

/** All that a preview is made with: it reads, and holds nothing that could write. */
export interface PreviewDeps extends Pick<GatherDeps, "heads" | "courses"> {
  readonly stores: OutsideStores;
  readonly clock: Clock;
}

/** What would be in force; what is left out stays as it is. */
export interface Change {
  readonly policy?: PolicyInForce;
  readonly courses?: { readonly before: Facts["courses"]; readonly after: Facts["courses"] };
  /** Only how many would newly block. */
  readonly blockedOnly?: boolean;
}

/** Mostly waiting for the database, whose pool a server shares with its jobs. */
const AT_ONCE = 4;

/**
 * Decides every open head of the installation twice, as things are and as they would be, and tells what differs. What
 * our tables know is taken from them; GitHub is read for the rest, and nothing is kept of it.
 *
 * Heads on which neither policy shows anything are counted and not looked at; with `blockedOnly`, neither are those that
 * the new one does not block: of people who would only be asked nothing is told then.
 */
export async function previewChange(
  installation: Installation,
  now: PolicyInForce | null,
  change: Change,
  deps: PreviewDeps,
): Promise<Preview> {
  const at = deps.clock();
  const next = change.policy ?? now;
  const { repositories, heads, open } = await listOpen(installation, deps.stores);
  if (next === null) return previewOf([], open);
  const isLooked = change.blockedOnly
    ? (repository: Repository) => modeOn(repository, next, at) === "block"
    : (repository: Repository) => [now, next].some((policy) => modeOn(repository, policy, at) !== "observe");
  const looks = heads.flatMap((head) => {
    const repository = repositories.get(head.repositoryId);
    return repository && isLooked(repository) ? { head, repository } : [];
  });
  const decided: TwoDecisions[] = [];
  for (let start = 0; start < looks.length; start += AT_ONCE) {
    const both = await Promise.all(
      looks
        .slice(start, start + AT_ONCE)
        .map(({ head, repository }) =>
          decideTwice(head, { repository, installation }, { at, now, next, courses: change.courses }, deps),
        ),
    );
    decided.push(...both.filter((one) => one !== null));
  }
  return previewOf(decided, open);
}

/** `observe` also where nothing is in force, and outside of the boundary: GitHub shows nothing there. */
function modeOn(repository: Repository, policy: PolicyInForce | null, at: Date): Mode {
  if (policy === null) return "observe";
  const { inBoundary, mode } = scopeOn(repository, policy.policy, at);
  return inBoundary ? mode : "observe";
}

async function listOpen(installation: Installation, stores: OutsideStores) {
  const reached = await stores.repositories.listOf(installation.id);
  const repositories = new Map(reached.filter(({ archived }) => !archived).map((one) => [one.id, one]));
  const pulls = (await stores.pulls.listOpen(installation.id)).filter((pull) => repositories.has(pull.repositoryId));
  const heads = new Map(
    pulls.map(({ repositoryId, headSha }): [string, Head] => [`${repositoryId}:${headSha}`, { repositoryId, headSha }]),
  );
  return { repositories, heads: [...heads.values()], open: pulls.length };
}

interface Alternatives {
  readonly at: Date;
  readonly now: PolicyInForce | null;
  readonly next: PolicyInForce;
  readonly courses: Change["courses"];
}

async function decideTwice(
  head: Head,
  place: { readonly repository: Repository; readonly installation: Installation },
  { at, now, next, courses }: Alternatives,
  deps: PreviewDeps,
): Promise<TwoDecisions | null> {
  // `final`: where GitHub does not answer that is told as an open question, and the rest is told all the same.
  const listed = new Set([...listedIn(now?.policy), ...listedIn(next.policy)]);
  // What is only linked makes no difference, and is not worth a request.
  const rules = [now, next]
    .flatMap((policy) => rulesOn(place.repository, policy?.policy, at))
    .filter((rule) => rule.require);
  const gathered = await gather(head, place, { asOf: at, final: true, listed, rules }, { ...deps, transact: null });
  if (gathered.open.length === 0) return null;
  const under = async ({ policy, digest }: PolicyInForce, given = gathered.facts.courses) => {
    const facts = { ...gathered.facts, courses: given };
    const touched = await withTouched({ ...gathered, facts }, policy, { ...deps, module: () => null });
    return decide(touched, policy, { scope: scopeOn(place.repository, policy, at), policyDigest: digest });
  };
  return {
    repository: place.repository,
    before: now && (await under(now, courses?.before)),
    after: await under(next, courses?.after),
  };
}
