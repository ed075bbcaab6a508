import { z } from "zod";
import { accountId, installationId, orgId, personId, repositoryId } from "../domain/ids.ts";
import type { Subject } from "../domain/subject.ts";

const Repository = z.int().transform(repositoryId);
const Installation = z.int().transform(installationId);
const Org = z.int().transform(orgId);

/** What a job holds: the subject alone. It is checked on the way out, since a queue outlives the code that filled it. */
export const JobData: z.ZodType<Subject> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("head"), repositoryId: Repository, headSha: z.string() }),
  z.object({ kind: z.literal("recheck"), repositoryId: Repository, number: z.int(), commentId: z.int() }),
  z.object({
    kind: z.literal("merge"),
    repositoryId: Repository,
    headSha: z.string(),
    number: z.int(),
    mergedById: z.int().nullable(),
    // Filed before this was known.
    mergeSha: z.string().nullable().default(null),
    mergedAt: z.string().nullable().default(null),
    found: z.boolean().exactOptional(),
  }),
  z.object({ kind: z.literal("group"), repositoryId: Repository, headSha: z.string(), baseRef: z.string() }),
  z.object({ kind: z.literal("landings"), repositoryId: Repository, tip: z.string().nullable() }),
  z.object({ kind: z.literal("installation"), installationId: Installation }),
  z.object({ kind: z.literal("recent"), installationId: Installation }),
  z.object({ kind: z.literal("roster"), installationId: Installation, read: z.boolean() }),
  z.object({ kind: z.literal("policy"), installationId: Installation }),
  z.object({
    kind: z.literal("policy-pull"),
    repositoryId: Repository,
    headSha: z.string(),
    rerun: z.boolean().default(false),
  }),
  z.object({ kind: z.literal("rules"), installationId: Installation, told: z.boolean().default(false) }),
  z.object({
    kind: z.literal("roster-file"),
    snapshotId: z.uuid(),
    person: z.uuid().transform(personId),
    account: z.int().transform(accountId),
    confirmShrink: z.boolean(),
  }),
  z.object({ kind: z.literal("hook"), orgId: Org, hookId: z.uuid(), person: z.uuid().transform(personId) }),
  z.object({ kind: z.literal("hooks"), orgId: Org }),
  z.object({ kind: z.literal("access"), installationId: Installation, accountId: z.int().transform(accountId) }),
  z.object({ kind: z.literal("access-run"), installationId: Installation }),
  z.object({ kind: z.literal("notice"), installationId: Installation, personId: z.uuid().transform(personId) }),
  z.object({ kind: z.literal("digest"), installationId: Installation }),
]);

/** Looks at a later time have a queue of their own: a delayed job in a subject's queue would swallow its new ones. */
export const TIMED = "timed";
export const SCHEDULED_SWEEP = "scheduled-sweep";
export const SCHEDULED_LOOK = "scheduled-look";
export const SCHEDULED_PURGE = "scheduled-purge";
export const SCHEDULED_HEARTBEAT = "scheduled-heartbeat";
export const SCHEDULED_STAMP = "scheduled-stamp";
export const SCHEDULED_MAIL = "scheduled-mail";

const YEARS_SECONDS = 5 * 365 * 86_400;

/**
 * One job of a subject waits and one runs, so what arrives meanwhile is answered by the next look. A worker that dies
 * is noticed by its heartbeat; GitHub's outages are waited out without end, a minute apart at most.
 */
const SUBJECT_QUEUE = {
  policy: "stately",
  notify: true,
  heartbeatSeconds: 10,
  expireInSeconds: 60,
  retryLimit: 1_000_000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
} as const;

/**
 * Asks somebody outside: one at a time among all servers, and while one is to be tried again the clock adds none. Tried
 * after a minute, then ever more slowly, and once an hour in the end.
 */
const OUTSIDE_QUEUE = { ...SUBJECT_QUEUE, policy: "exclusive", retryDelay: 60, retryDelayMax: 3600 } as const;

export const QUEUES = {
  head: { ...SUBJECT_QUEUE, concurrency: 8 },
  recheck: { ...SUBJECT_QUEUE, concurrency: 1 },
  merge: { ...SUBJECT_QUEUE, concurrency: 1 },
  group: { ...SUBJECT_QUEUE, concurrency: 2 },
  landings: { ...SUBJECT_QUEUE, concurrency: 1 },
  installation: { ...SUBJECT_QUEUE, expireInSeconds: 1800, concurrency: 1 },
  recent: { ...SUBJECT_QUEUE, concurrency: 1 },
  roster: { ...SUBJECT_QUEUE, expireInSeconds: 1800, concurrency: 1 },
  "roster-file": { ...SUBJECT_QUEUE, expireInSeconds: 1800, concurrency: 1 },
  // A change of policy is tried on every open pull request before it counts.
  policy: { ...SUBJECT_QUEUE, expireInSeconds: 1800, concurrency: 1 },
  "policy-pull": { ...SUBJECT_QUEUE, expireInSeconds: 1800, concurrency: 1 },
  rules: { ...SUBJECT_QUEUE, expireInSeconds: 1800, concurrency: 1 },
  // Somebody else's server: asked once an hour in the end.
  hook: { ...SUBJECT_QUEUE, retryDelayMax: 3600, concurrency: 4 },
  hooks: { ...SUBJECT_QUEUE, expireInSeconds: 1800, concurrency: 1 },
  access: { ...SUBJECT_QUEUE, concurrency: 2 },
  "access-run": { ...SUBJECT_QUEUE, expireInSeconds: 1800, concurrency: 1 },
  notice: { ...SUBJECT_QUEUE, concurrency: 1 },
  digest: { ...SUBJECT_QUEUE, expireInSeconds: 600, concurrency: 1 },
  [TIMED]: { ...SUBJECT_QUEUE, policy: "short", notify: false, retentionSeconds: YEARS_SECONDS, concurrency: 1 },
  [SCHEDULED_SWEEP]: { ...SUBJECT_QUEUE, expireInSeconds: 600, concurrency: 1 },
  [SCHEDULED_LOOK]: { ...SUBJECT_QUEUE, expireInSeconds: 600, concurrency: 1 },
  // All of the log is hashed again.
  [SCHEDULED_HEARTBEAT]: { ...SUBJECT_QUEUE, expireInSeconds: 3600, concurrency: 1 },
  [SCHEDULED_PURGE]: { ...SUBJECT_QUEUE, expireInSeconds: 600, concurrency: 1 },
  [SCHEDULED_STAMP]: { ...OUTSIDE_QUEUE, expireInSeconds: 120, concurrency: 1 },
  [SCHEDULED_MAIL]: { ...OUTSIDE_QUEUE, expireInSeconds: 600, concurrency: 1 },
} as const;
export type QueueName = keyof typeof QUEUES;
export const QUEUE_NAMES = Object.keys(QUEUES) as readonly QueueName[];

const BY_THE_CLOCK: readonly QueueName[] = [
  TIMED,
  SCHEDULED_SWEEP,
  SCHEDULED_LOOK,
  SCHEDULED_PURGE,
  SCHEDULED_HEARTBEAT,
  SCHEDULED_STAMP,
  SCHEDULED_MAIL,
];
/** Those whose jobs are subjects that are to be looked at now. */
export const SUBJECT_QUEUES = QUEUE_NAMES.filter((name) => !BY_THE_CLOCK.includes(name));
