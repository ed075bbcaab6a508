import { listClients } from "./clients.ts";
import { listDeliveries, redeliver } from "./deliveries.ts";
import type { AdminDeps } from "./deps.ts";
import { listJobs, retryJob } from "./jobs.ts";
import { readOverview } from "./overview.ts";
import { findPeople, listPeople, readPerson } from "./people.ts";
import { readPolicy, releaseHeld } from "./policy.ts";
import type { AdminPages } from "./port.ts";
import { findRepositories, listRepositories } from "./repositories.ts";
import { previewText, publishRollout, readRollout } from "./rollout.ts";

export function createAdminPages(deps: AdminDeps): AdminPages {
  return {
    overview: (org) => readOverview(org, deps),
    waiting: (org) => deps.reading.waiting(org, deps.clock()),
    people: (org, asked) => listPeople(org, asked, deps),
    allPeople: (org, asked) => findPeople(org, asked, deps),
    person: (org, id) => readPerson(org, id, deps),
    repositories: (org, asked) => listRepositories(org, asked, deps),
    allRepositories: (org, asked) => findRepositories(org, asked, deps),
    policy: (org) => readPolicy(org, deps),
    releasePolicy: (by, org, given) => releaseHeld(by, org, given, deps),
    rollout: (org) => readRollout(org, deps),
    previewText: (org, text) => previewText(org, text, deps),
    publishContent: (by, given) => publishRollout(by, given, deps),
    jobs: (org, page) => listJobs(org, page, deps),
    deliveries: (org) => listDeliveries(org, deps),
    clients: (org) => listClients(org, deps),
    silentHooks: (org) => deps.stores.hooks.troubles(org),
    redeliver: (by, org, id) => redeliver(by, org, id, deps),
    retryJob: (by, org, id) => retryJob(by, org, id, deps),
  };
}
