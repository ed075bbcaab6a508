import type { Sources } from "../../evidence/sources.ts";
import type { Tx } from "../client.ts";
import { createAccountSource, createRosterSource, createTeamSource } from "./access.ts";
import { createAwarenessSource } from "./awareness.ts";
import { createCheckpointSource } from "./checkpoints.ts";
import { createCoverageSource } from "./coverage.ts";
import { createEffectivenessSource } from "./effectiveness.ts";
import { createEntrySource, type Reach } from "./entries.ts";
import { createExceptionSource, createReasonSource } from "./exceptions.ts";
import { createGithubLogSource } from "./github-log.ts";
import { createLandingSource } from "./landings.ts";
import { createPeopleSource, createRepositorySource } from "./people.ts";
import { createPolicyDocumentSource } from "./policy-documents.ts";
import { createPopulationSource } from "./population.ts";
import { createTrainingSource } from "./training.ts";

export type StoredSources = Pick<
  Sources,
  | "entries"
  | "people"
  | "repositories"
  | "training"
  | "exceptions"
  | "reasons"
  | "checkpoints"
  | "githubLog"
  | "landings"
  | "coverage"
  | "awareness"
  | "effectiveness"
  | "policyDocuments"
  | "roster"
  | "population"
  | "accounts"
  | "teams"
>;

/** Everything that reports read straight from what is stored. */
export function createStoredSources(tx: Tx, reach: Reach): StoredSources {
  return {
    entries: createEntrySource(tx, reach),
    people: createPeopleSource(tx, reach.org),
    repositories: createRepositorySource(tx),
    training: createTrainingSource(tx),
    exceptions: createExceptionSource(tx),
    reasons: createReasonSource(tx),
    checkpoints: createCheckpointSource(tx),
    githubLog: createGithubLogSource(tx, reach.org),
    landings: createLandingSource(tx, reach.org),
    coverage: createCoverageSource(tx, reach.org),
    awareness: createAwarenessSource(tx, reach.org),
    effectiveness: createEffectivenessSource(tx, reach),
    policyDocuments: createPolicyDocumentSource(tx, reach.org),
    roster: createRosterSource(tx, reach.org),
    population: createPopulationSource(tx, reach),
    accounts: createAccountSource(tx, reach.org),
    teams: createTeamSource(tx, reach.org),
  };
}
