import type { Clock } from "../../domain/clock.ts";
import type { PersonId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import type { Hold, SeatTarget } from "../../domain/stores/holds.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import type { Notice } from "../../domain/stores/notices.ts";
import type { LayerVerdict } from "../../gate/decision.ts";
import type { Facts } from "../../gate/facts.ts";
import { courseIds, pinOf } from "../../policy/pin.ts";
import type { Policy } from "../../policy/policy.ts";
import { type Curriculum, findCourse } from "../../training/curriculum.ts";
import { aboutMinutes, minutesOf } from "../../training/minutes.ts";
import type { MissingWhy } from "../../training/passes.ts";
import { type JudgedPerson, judgedPeople } from "../admin/people-standing.ts";
import type { Policies } from "../policy/policies.ts";
import { type DocumentDeps, documentsOf } from "./gather-documents.ts";
import type { CourseNews, GrantNews, HoldNews, LayerNews, PersonNews } from "./news.ts";
import { deadlinesIn } from "./told.ts";
import { TOLD } from "./told-scope.ts";

export interface WordsDeps {
  readonly stores: OutsideStores;
  readonly curriculum: () => Curriculum;
}

export interface NewsDeps extends WordsDeps, DocumentDeps {
  readonly policies: Pick<Policies, "inForce">;
  readonly courses: () => Promise<Facts["courses"]>;
  readonly clock: Clock;
}

export interface NewsAsked {
  readonly policy: Policy;
  readonly said: readonly Notice[];
  /** Where nothing else could be told to anybody, it need not be known. */
  readonly onlyHolds?: boolean;
}

/**
 * What somebody may have to be told: what waits for them, what came of what they were told before, and where their
 * training stands where the policy flags or blocks; and which policies they have to know. Of who left nothing is told.
 */
export async function gatherNews(
  installation: Installation,
  person: PersonId,
  { policy, said, onlyHolds = false }: NewsAsked,
  deps: NewsDeps,
): Promise<PersonNews | null> {
  const { stores } = deps;
  const { orgId } = installation;
  if ((await stores.roster.factsOf(orgId, [person])).get(person)?.endedAt) return null;
  const [judged] = onlyHolds ? [] : await judgedPeople(installation, deps, TOLD, [person]);
  const accounts = judged?.accounts ?? (await stores.people.accountsOf(person));
  const waiting = (await stores.holds.ofPerson(person)).filter((hold) => hold.orgId === orgId);
  if (accounts.length > 0 && accounts.every(({ id }) => policy.access.machines.some((one) => one.id === id)))
    return null;
  const deadline = waiting.length > 0 ? null : await deadlineOf(installation, judged, deps);
  return {
    person,
    accounts: accounts.map(({ id, login }) => ({ id, login })),
    holds: await Promise.all(waiting.filter(isAskedToTrain).map((hold) => toHoldNews(hold, deps))),
    grants: await grantsOf(waiting, said, deps),
    layers: (judged?.layers ?? []).map((verdict) => toLayerNews(verdict, { policy, deadline, deps })),
    documents: await documentsOf(installation, { person, accounts }, said, deps),
  };
}

/** Nobody who leaves is asked for training. */
const isAskedToTrain = ({ cause }: Hold) => cause !== "leaver";

export async function toHoldNews(hold: Hold, deps: WordsDeps): Promise<HoldNews> {
  const { instead } = hold;
  return {
    id: hold.id,
    cause: hold.cause,
    what: await wordsFor(hold, hold.target, deps),
    instead: instead === null ? null : "you can read everything that you could read before",
    courses: distinct(hold.missing.map(({ course, why }) => toCourse(course, why, deps))),
  };
}

/** Of what they were told that it waits: what has come since. */
async function grantsOf(
  waiting: readonly Hold[],
  said: readonly Notice[],
  deps: NewsDeps,
): Promise<readonly GrantNews[]> {
  const granted = new Set(
    said.flatMap(({ kind, about, isSettled }) => (kind === "granted" && isSettled ? [about] : [])),
  );
  const told = said.filter(({ kind }) => kind === "hold" || kind === "moved" || kind === "removed");
  const over = told.filter(({ about }) => !granted.has(about) && !waiting.some(({ id }) => id === about));
  const found = await Promise.all(over.map(({ about }) => deps.stores.holds.find(about)));
  const grants = found.flatMap((hold) => (hold?.ended && hold.ended.how !== "dropped" ? [hold] : []));
  return Promise.all(
    grants.map(async (hold) => ({
      hold: hold.id,
      what: await wordsFor(hold, hold.target, deps),
      at: hold.ended?.at ?? hold.openedAt,
    })),
  );
}

/** `the team payments`, as it is called now. */
async function wordsFor({ orgId }: Hold, target: SeatTarget, { stores }: WordsDeps): Promise<string> {
  if (target.kind === "organisation") return "the organisation";
  if (target.kind === "repository") {
    const repository = await stores.repositories.find(target.repositoryId);
    return repository ? `the repository ${repository.owner}/${repository.name}` : "a repository";
  }
  const seen = await stores.access.ofTeams(orgId, [target.teamId]);
  const slug = seen.find(({ kind }) => kind === "team")?.role;
  return slug ? `the team ${slug}` : "a team";
}

interface LayerContext {
  readonly policy: Policy;
  readonly deadline: Date | null;
  readonly deps: NewsDeps;
}

function toLayerNews({ layer, standing, waived }: LayerVerdict, { policy, deadline, deps }: LayerContext): LayerNews {
  const missing =
    standing.state === "met"
      ? courseIds(policy.layers[layer]?.courses ?? []).map((id) => toCourse(id, waived ? "never" : "expired", deps))
      : standing.missing.map(({ course, why }) => toCourse(course, why, deps));
  return {
    layer,
    state: standing.state,
    until: standing.state === "missing" || standing.until === null ? null : new Date(standing.until),
    waived: waived !== undefined,
    courses: distinct(missing),
    deadline: standing.state === "missing" ? deadline : null,
  };
}

function toCourse(name: string, why: MissingWhy, { curriculum }: WordsDeps): CourseNews {
  const { id } = pinOf(name);
  const course = findCourse(curriculum(), id);
  if (!course) return { id, title: id, time: null };
  const { reading, renewal } = minutesOf([course]);
  if (why === "not-attested") return { id, title: course.title, time: "only your signature is missing" };
  return { id, title: course.title, time: aboutMinutes(why === "never" ? reading : renewal) };
}

function distinct(courses: readonly CourseNews[]): readonly CourseNews[] {
  return [...new Map(courses.map((course) => [course.id, course])).values()];
}

/** Of seats that are older than the gate: when the first of them is taken. */
async function deadlineOf(
  { orgId }: Installation,
  judged: JudgedPerson | undefined,
  { stores }: NewsDeps,
): Promise<Date | null> {
  const decided = await Promise.all(
    (judged?.accounts ?? []).map(({ id }) => stores.accessGates.lastDecided(orgId, id)),
  );
  const deadlines = decided.flatMap((one) => (one ? deadlinesIn(one.tree) : []));
  return deadlines.length === 0 ? null : new Date(Math.min(...deadlines));
}
