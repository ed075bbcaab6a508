import type { Clock } from "../../domain/clock.ts";
import { UndecidedError } from "../../domain/errors.ts";
import type { InstallationId } from "../../domain/ids.ts";
import type { Installation, Repository } from "../../domain/installation.ts";
import { BASICS } from "../../domain/priority.ts";
import type { OutsideStores, Transact } from "../../domain/stores/index.ts";
import type { HeadVerdict } from "../../domain/stores/verdicts.ts";
import type { CheckSubject, Head } from "../../domain/subject.ts";
import { decide } from "../../gate/decide.ts";
import type { Decision } from "../../gate/decision.ts";
import type { Facts } from "../../gate/facts.ts";
import type { Entries } from "../entries.ts";
import type { CheckWriter, RunFinder } from "../github-port.ts";
import type { Policies, PolicyInForce } from "../policy/policies.ts";
import { scopeIn, withProperties } from "../policy/scope-on.ts";
import { listedIn } from "./backing.ts";
import { type GatherDeps, gather } from "./gather.ts";
import { publish } from "./publish.ts";
import { recordDecision } from "./record.ts";
import { rulesOn, type TouchedDeps, withTouched } from "./touched.ts";

export interface EvaluateDeps extends GatherDeps, Pick<TouchedDeps, "module"> {
  readonly stores: OutsideStores;
  readonly transact: Transact;
  readonly policies: Policies;
  readonly checks: CheckWriter;
  readonly runs: RunFinder;
  readonly entries: Entries;
  readonly clock: Clock;
  readonly baseUrl: string;
  /** Random and unguessable. */
  readonly newDecisionId: () => string;
  /** 32 random bytes. */
  readonly newSalt: () => Uint8Array;
  readonly instanceKey: Uint8Array;
}

/** What there is to decide on. */
interface Gathered {
  readonly facts: Facts;
  readonly repository: Repository;
  readonly installation: Installation;
  /** A run is waited for in every mode: see `Shown`. */
  readonly awaited: boolean;
}

export interface Evaluation extends Gathered {
  readonly decision: Decision;
  readonly previous: HeadVerdict | null;
}

/** Why there was nothing to evaluate, or what came of it. */
export interface Evaluated {
  readonly done:
    | "repository-gone"
    | "repository-archived"
    | "installation-unusable"
    | "no-open-pull-request"
    | "unchanged"
    | "published"
    | "head-gone"
    | "group-gone";
  readonly outcome: Decision["outcome"] | null;
}

/**
 * The whole flow for one head, on one screen: gather → decide → record → publish. Safe to run at any time, any number
 * of times, and beside a crash of itself: what is recorded and shown already is not written again. A head that was
 * superseded right after such a crash may be decided in the log without a `check.published`: then nothing was shown.
 *
 * Throws `UndecidedError` while a source does not answer, so that the queue tries again; with `final` the undecided
 * verdict is published instead, which in a blocking scope fails the check.
 */
export async function evaluateHead(head: Head, { final }: { final: boolean }, deps: EvaluateDeps): Promise<Evaluated> {
  const place = await placeOf(head, deps);
  if (typeof place === "string") return { done: place, outcome: null };

  const inForce = await deps.policies.inForce(place.installation.orgId);
  const asOf = deps.clock();
  const rules = rulesOn(place.repository, inForce?.policy, asOf);
  const gathered = await gather(head, place, { asOf, final, listed: listedIn(inForce?.policy), rules }, deps);
  if (gathered.open.length === 0) return { done: "no-open-pull-request", outcome: null };
  const facts = inForce ? await withTouched(gathered, inForce.policy, deps) : gathered.facts;
  // A rule that asks for our check asks in every mode, and where nothing is posted it would wait for ever.
  const awaited = place.repository.requiresCheck === true;
  return conclude({ kind: "head", ...head }, { ...place, facts, awaited }, { final, inForce }, deps);
}

/** The second half, for heads and merge groups alike: decide → record → publish. */
export async function conclude(
  subject: CheckSubject,
  gathered: Gathered,
  { final, inForce }: { final: boolean; inForce: PolicyInForce | null },
  deps: EvaluateDeps,
): Promise<Evaluated> {
  const { facts: read, ...place } = gathered;
  if (!inForce || place.installation.baselineAt === null) await askForBasics(place.installation.id, deps);
  if (!inForce) throw new UndecidedError({ source: "policy", installation: place.installation.id });
  const facts = withProperties(read, place.repository, inForce.policy);
  const scope = scopeIn(facts, inForce.policy);
  const decision = decide(facts, inForce.policy, { scope, policyDigest: inForce.digest });
  if (decision.outcome === "undecided" && !final) {
    throw new UndecidedError({ source: facts.missing.join("; "), installation: place.installation.id });
  }

  const previous = await deps.stores.verdicts.find(subject);
  const evaluation: Evaluation = { ...place, facts, decision, previous };
  const decisionId = await recordDecision(subject, evaluation, deps);
  const done = await publish(subject, { ...evaluation, decisionId }, deps);
  return { done, outcome: decision.outcome };
}

/** An installation whose first look was lost or is not finished: it is filed again, and one that waits is enough. */
async function askForBasics(installationId: InstallationId, { transact }: EvaluateDeps): Promise<void> {
  await transact((stores) =>
    stores.jobs.file([
      { subject: { kind: "policy", installationId }, priority: BASICS },
      { subject: { kind: "installation", installationId }, priority: BASICS },
    ]),
  );
}

/** Where the head lies, or why nothing can be shown there. */
export async function placeOf(head: Head, { stores }: EvaluateDeps) {
  const repository = await stores.repositories.find(head.repositoryId);
  if (!repository) return "repository-gone" as const;
  // GitHub refuses every write there, and nothing can be merged.
  if (repository.archived) return "repository-archived" as const;
  const installation = await stores.installations.find(repository.installationId);
  if (!installation || installation.suspendedAt || installation.deletedAt) return "installation-unusable" as const;
  return { repository, installation };
}
