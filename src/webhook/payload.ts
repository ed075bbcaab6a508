import { z } from "zod";
import { accountId, installationId, orgId, repositoryId } from "../domain/ids.ts";
import type { Repository } from "../domain/installation.ts";
import type { AccountName, PullRequest } from "../domain/pull-request.ts";
import type { Described, Received } from "../pipeline/deliveries/delivery.ts";

/** Only what we read of a payload; all else that GitHub sends is passed over. */
export const Account = z.object({ id: z.int(), login: z.string(), type: z.string().optional() });
export type Account = z.infer<typeof Account>;

const RawRepository = z.object({
  id: z.int(),
  name: z.string(),
  private: z.boolean(),
  visibility: z.string().optional(),
  default_branch: z.string(),
  archived: z.boolean(),
  owner: Account,
});

/** What stands beside the event's own keys. */
const Envelope = z.object({
  action: z.string().optional(),
  installation: z.object({ id: z.int() }).optional(),
  organization: z.object({ id: z.int(), login: z.string() }).optional(),
  repository: RawRepository.optional(),
  sender: Account.optional(),
});
export type Envelope = z.infer<typeof Envelope>;

export const RawPull = z.object({
  number: z.int(),
  state: z.enum(["open", "closed"]),
  draft: z.boolean().optional(),
  merged: z.boolean().nullish(),
  updated_at: z.string(),
  head: z.object({ sha: z.string(), ref: z.string() }),
  base: z.object({ ref: z.string() }),
  user: Account.nullable(),
});

/** What a describer is handed: the envelope, read once, and the whole payload to read its own keys from. */
export interface Event {
  readonly received: Received;
  readonly payload: unknown;
  readonly envelope: Envelope;
  /** Of the base repository; null for events of an organisation, and for payloads without an installation. */
  readonly repository: Repository | null;
}

export type Describe = (event: Event) => Described;

export function readEvent(received: Received, payload: unknown): Event | null {
  const parsed = Envelope.safeParse(payload);
  if (!parsed.success) return null;
  return { received, payload, envelope: parsed.data, repository: toRepository(parsed.data) };
}

/** The installation as far as any payload tells it; null where the delivery is not an installation's. */
export function installationOf({ installation, organization, repository }: Envelope): Described["installation"] | null {
  const owner = organization ?? repository?.owner;
  if (!installation || !owner) return null;
  const accountType = organization ? "Organization" : (repository?.owner.type ?? "Organization");
  return { id: installationId(installation.id), orgId: orgId(owner.id), orgLogin: owner.login, accountType };
}

function toRepository({ installation, repository }: Envelope): Repository | null {
  if (!installation || !repository) return null;
  const { id, name, owner, archived, default_branch } = repository;
  const visibility = repository.visibility === "internal" ? "internal" : repository.private ? "private" : "public";
  return {
    id: repositoryId(id),
    installationId: installationId(installation.id),
    owner: owner.login,
    name,
    visibility,
    defaultBranch: default_branch,
    archived,
  };
}

export function toAccountName({ id, login, type }: Account): AccountName {
  return { id: accountId(id), login, type: type ?? "User" };
}

/** Stands for every account that was deleted (https://github.com/ghost); GraphQL has null there. */
const GHOST = 10_137;

export function toPull(repository: Repository, pull: z.infer<typeof RawPull>): PullRequest {
  return {
    repositoryId: repository.id,
    number: pull.number,
    state: pull.merged ? "merged" : pull.state,
    draft: pull.draft ?? false,
    headSha: pull.head.sha,
    headRef: pull.head.ref,
    baseRef: pull.base.ref,
    author: pull.user && pull.user.id !== GHOST ? toAccountName(pull.user) : null,
    githubUpdatedAt: new Date(pull.updated_at),
  };
}
