import type { Clock } from "../../domain/clock.ts";
import type { Installation, Repository } from "../../domain/installation.ts";
import type { OutsideStores, Transact } from "../../domain/stores/index.ts";
import type { Unreached } from "../../domain/stores/notices.ts";
import { isGranted } from "../../policy/app-needs.ts";
import { isReadersTeamGated, noticesOf } from "../../policy/notices.ts";
import type { Policy } from "../../policy/policy.ts";
import type { DraftOf, Entries } from "../entries.ts";
import { issueBody, markerOf } from "./issue-text.ts";
import type { Onboarding, Readers } from "./onboarding-port.ts";
import type { Channel, Message, Recipient, Sent } from "./port.ts";
import { testRepository } from "./repository-faults.ts";

export interface RepositoryChannelDeps {
  readonly stores: OutsideStores;
  readonly transact: Transact;
  readonly entries: Entries;
  readonly onboarding: Onboarding;
  readonly readers: Readers;
  readonly clock: Clock;
}

export type Opened =
  | { readonly ok: true; readonly repository: Repository }
  | { readonly ok: false; readonly sent: Sent };

const WRITES_ISSUES = { permission: "issues", level: "write" } as const;

/**
 * One issue a person, which the later messages are comments of. Nothing is posted before GitHub has shown that they can
 * read it; who cannot is let in by the readers' team, where the policy names one.
 */
export function createRepositoryChannel(
  installation: Installation,
  policy: Policy,
  deps: RepositoryChannelDeps,
): Channel {
  const look = () => openRepository(installation, policy, deps);
  return {
    name: "repository",
    async send(to, message) {
      const opened = await look();
      if (!opened.ok) return opened.sent;
      const { repository } = opened;
      if (to === null) return post(installation, { repository, to: null, login: null, message }, deps);
      const reader = await findReader(installation, { to, policy, repository }, deps);
      if (reader === null) return unreached(to.accounts.length === 0 ? "no-account" : "cannot-read");
      return post(installation, { repository, to, login: reader, message }, deps);
    },
    test: async () => testRepository(installation, policy, { opened: await look(), deps }),
  };
}

/** The repository that the policy names, where it can be written to and is outside of what waits for training. */
async function openRepository(
  installation: Installation,
  policy: Policy,
  { stores, onboarding }: RepositoryChannelDeps,
): Promise<Opened> {
  const no = (why: Unreached): Opened => ({ ok: false, sent: unreached(why) });
  const { repository: name } = noticesOf(policy);
  if (!isGranted(installation.permissions, WRITES_ISSUES)) return no("not-granted");
  const known = (await stores.repositories.listOf(installation.id)).find(
    (one) => one.name.toLowerCase() === name?.toLowerCase(),
  );
  if (!known) return no("no-repository");
  if (isReadersTeamGated(policy)) return no("gated");
  const state = await onboarding.readState(known);
  if (!state) return no("no-repository");
  return state.hasIssues ? { ok: true, repository: { ...known, visibility: state.visibility } } : no("no-issues");
}

interface Reading {
  readonly to: Recipient;
  readonly policy: Policy;
  readonly repository: Repository;
}

/** The login under which they can read it; null: none. */
async function findReader(
  installation: Installation,
  { to, policy, repository }: Reading,
  deps: RepositoryChannelDeps,
): Promise<string | null> {
  const { onboarding } = deps;
  for (const { login } of to.accounts) if (await onboarding.canRead(repository, login)) return login;
  const { team: slug } = noticesOf(policy);
  const team = slug === null ? null : await deps.stores.notices.findTeam(installation.orgId, slug);
  if (!team || !isGranted(installation.permissions, { permission: "members", level: "write" })) return null;
  for (const account of to.accounts) {
    if (!(await deps.readers.letIn(installation, account, team))) continue;
    await deps.transact(async (stores) =>
      deps.entries.append<DraftOf<"notice.reader_added">>(stores, deps.clock(), {
        type: "notice.reader_added",
        org: installation.orgId,
        actor: { kind: "app" },
        source: { kind: "timer" },
        ...(await deps.entries.subjectOf(stores, to.person)),
        team_id: team.id,
      }),
    );
    if (await onboarding.canRead(repository, account.login)) return account.login;
  }
  return null;
}

interface Posting {
  readonly repository: Repository;
  readonly to: Recipient | null;
  readonly login: string | null;
  readonly message: Message;
}

/** A comment where there is an issue of theirs already: by our own record, or else by its hidden mark. */
async function post(
  { orgId: org }: Installation,
  { repository, to, login, message }: Posting,
  { stores, transact, onboarding }: RepositoryChannelDeps,
): Promise<Sent> {
  const person = to?.person ?? null;
  // Whoever waits can read here what those who run this app are told.
  const words = to !== null && repository.visibility === "private" ? message : message.quiet;
  const marker = markerOf(person);
  const known = await stores.notices.findThread(org, repository.id, person);
  const number = known ?? (await onboarding.findIssue(repository, { mentioned: login, marker }));
  const body = issueBody(words, { login, marker });
  const commented = number === null ? null : await onboarding.comment(repository, number, body);
  const opened = commented ? number : await onboarding.openIssue(repository, { title: words.subject, body });
  if (opened !== known && opened !== null)
    await transact((tx) => tx.notices.saveThread(org, repository.id, person, opened));
  return { delivered: true, ref: opened === null ? null : String(opened) };
}

function unreached(why: Unreached): Sent {
  return { delivered: false, why };
}
