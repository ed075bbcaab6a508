import { randomBytes, randomUUID } from "node:crypto";
import type { RequestListener } from "node:http";
import type { ConfigWith } from "../config.ts";
import { createEffectivenessReading } from "../db/awareness/effectiveness-reading.ts";
import { createSignIn } from "../github/sign-in.ts";
import { createMetrics } from "../metrics.ts";
import { createDecisionPages } from "../pipeline/decisions/decision-pages.ts";
import { createInbox } from "../pipeline/deliveries/accept.ts";
import { createEffectiveness } from "../pipeline/effectiveness/effectiveness.ts";
import { createEligibility } from "../pipeline/eligibility/eligibility.ts";
import type { LearningDeps } from "../pipeline/learning/courses.ts";
import { createLearning } from "../pipeline/learning/learning.ts";
import type { Learning } from "../pipeline/learning/port.ts";
import type { Policies } from "../pipeline/policy/policies.ts";
import { createRequirements } from "../pipeline/policy/requirements.ts";
import { createPolicyDocuments } from "../pipeline/policy-documents/policy-documents.ts";
import { createReviews } from "../pipeline/reviews/reviews.ts";
import { createSessions } from "../pipeline/sessions.ts";
import { seeJobs } from "../queue/jobs-seen.ts";
import { createAssets } from "../web/assets.ts";
import { createWeb } from "../web/create-web.tsx";
import { createListener } from "../web/listener.ts";
import { createDescriber } from "../webhook/describe.ts";
import { createIngress, WEBHOOK_PATH } from "../webhook/ingress.ts";
import { type BodyFacts, listen } from "../webhook/listen.ts";
import { accessPagesOn } from "./access-pages.ts";
import { adminPagesOn } from "./admin-pages.ts";
import { auditingOn } from "./auditor.ts";
import { awarenessPagesOn } from "./awareness.ts";
import type { Core, Parts } from "./core.ts";
import { exceptionsOn, rostersOn } from "./exceptions.ts";
import { rosterFilesOn } from "./roster-files.ts";

/** Answers HTTP: webhooks at their path, pages everywhere else. */
export async function createHandler(
  config: ConfigWith<"github" | "sign-in" | "server">,
  deps: Parts & { readonly core: Core },
): Promise<RequestListener> {
  const { clock, core, log } = deps;
  const { entries, policies } = core.look;
  const { stores, transact } = deps.storage;
  const bodies = new WeakMap<object, BodyFacts>();
  const describe = createDescriber({
    appId: config.github.appId,
    policy: { repository: config.policy.repository },
  });
  listen(core.probot, { inbox: createInbox({ transact, entries, clock }), describe, clock, bodies });
  const ingress = createIngress({ probot: core.probot, secrets: config.github.webhookSecrets, bodies, log });

  const records = { stores, transact, entries, policies, clock };
  const exceptions = exceptionsOn({ ...records, curriculum: async () => core.courses.curriculum() });
  const rosters = rostersOn(records, exceptions.roles);
  const web = createWeb({
    learning: learningOn(records, core, config.gitHubHost.webUrl),
    refreshCourses: core.courses.refresh,
    taught: { mapping: deps.files.mapping, curriculum: core.courses.curriculum },
    eligibility: createEligibility({ stores, transact, policies, courses: core.courses.facts, clock }),
    decisions: createDecisionPages({ stores, policies, clock }),
    exceptions,
    admin: adminPagesOn(deps, exceptions),
    access: accessPagesOn(core, exceptions.roles),
    rosters,
    rosterFiles: rosterFilesOn({ stores, transact, roles: exceptions.roles, rosters }),
    auditing: await auditingOn(deps),
    policyDocuments: createPolicyDocuments(core.policyDocuments),
    reviews: createReviews(core.reviews),
    awareness: awarenessPagesOn({ ...records, roles: exceptions.roles }, core.newsletters, deps.files),
    effectiveness: createEffectiveness(createEffectivenessReading(deps.storage.db)),
    signIn: createSignIn(config.signIn, { fetch }),
    sessions: createSessions({ stores, transact, clock, newToken: () => randomBytes(32).toString("base64url") }),
    health: createMetrics({
      stores,
      clock,
      counters: core.counters,
      jobs: () => seeJobs(deps.storage.db),
      budgets: core.budgets,
    }),
    publicLog: core.anchors.publicLog,
    assets: createAssets(),
    config: {
      baseUrl: config.server.baseUrl,
      githubUrl: config.gitHubHost.webUrl,
      sessionKey: deps.keys.sessionKey,
      secureCookies: config.server.baseUrl.startsWith("https://"),
    },
    clock,
    log: log.child({ part: "web" }),
  });
  const pages = createListener(web);
  return (request, response) => {
    const path = request.url?.split("?", 1)[0];
    if (path !== WEBHOOK_PATH) return void pages(request, response);
    ingress(request, response).catch((error) => {
      log.warn({ err: error }, "a delivery broke off");
      response.destroy();
    });
  };
}

type Records = Pick<LearningDeps, "stores" | "transact" | "entries" | "clock"> & { readonly policies: Policies };

function learningOn(records: Records, { courses }: Core, githubWebUrl: string): Learning {
  const { stores, policies } = records;
  const { curriculum } = courses;
  return createLearning({
    ...records,
    ...createRequirements({ stores, policies, curriculum, courses: courses.facts }),
    curriculum,
    newId: randomUUID,
    newSeed: () => randomBytes(16).toString("hex"),
    githubWebUrl,
  });
}
