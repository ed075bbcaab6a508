import type { InstallationId, PersonId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import type { Notice, NoticeKind } from "../../domain/stores/notices.ts";
import { noticesOf, tellsPeople } from "../../policy/notices.ts";
import type { Policy } from "../../policy/policy.ts";
import { gatherDigest } from "./digest-facts.ts";
import { digestOf, unreachedMessage } from "./digest-text.ts";
import { fileNotices } from "./file.ts";
import { layerEnds } from "./lapses.ts";
import { tellManagers } from "./managers.ts";
import type { Message } from "./port.ts";
import { recordOutcome } from "./record.ts";
import { sendBy } from "./send.ts";
import type { TellDeps } from "./tell.ts";
import { describeUnreached, listUnreached, type UnreachedNotice } from "./unreached.ts";

/** Not more often than this those who run this app are told at once of holds that nobody heard of. */
const BETWEEN_URGENT_MS = 3_600_000;
const PAGE = 500;

interface Context {
  readonly installation: Installation;
  readonly policy: Policy;
  readonly now: Date;
  readonly final: boolean;
}

/**
 * Asked every hour, and at once when a hold's notice reached nobody. Once a day everybody is looked at, those who run this
 * app get their digest, if there is anything to say, and once a week managers hear of the people who report to them.
 */
export async function sendDigest(
  { installationId }: { readonly installationId: InstallationId },
  { final }: { readonly final: boolean },
  deps: TellDeps,
): Promise<void> {
  const installation = await deps.stores.installations.find(installationId);
  if (!installation || installation.suspendedAt || installation.deletedAt) return;
  const inForce = await deps.policies.inForce(installation.orgId);
  if (!inForce) return;
  const context: Context = { installation, policy: inForce.policy, now: deps.clock(), final };
  if (!(await tellsAnybody(context, deps))) return;
  if (!(await isDayDone(context, deps))) await doDay(context, deps);
  await tellUnreached(context, deps);
}

async function tellsAnybody({ installation, policy }: Context, { channels }: TellDeps): Promise<boolean> {
  return tellsPeople(noticesOf(policy)) || (await channels.forOffice(installation, policy)).length > 0;
}

const dayOf = (now: Date) => now.toISOString().slice(0, 10);

async function isDayDone({ installation, now }: Context, { stores }: TellDeps): Promise<boolean> {
  const [last] = await stores.notices.newest(installation.orgId, "digest", 1);
  return last?.about === dayOf(now) && last.isSettled;
}

async function doDay(context: Context, deps: TellDeps): Promise<void> {
  const { installation, policy, now } = context;
  if (tellsPeople(noticesOf(policy))) await lookAtEverybody(installation, deps);
  const ends = await layerEnds(installation, deps);
  const unreached = await listUnreached(installation.orgId, deps);
  const facts = await gatherDigest(installation, { ends, unreached }, deps);
  const message = digestOf(facts, placeOf(installation, deps));
  const digest = await plan([{ kind: "digest", about: dayOf(now) }], context, deps);
  if (message)
    await tellOffice(message, [...digest, ...(await planUnreached(unreached, context, deps))], context, deps);
  // Nothing to say, or no way to say it, is no reason to try all day.
  await deps.transact((stores) => stores.notices.settle(digest.map(({ id }) => id)));
  await tellManagers(installation, { policy, ends, final: context.final }, deps);
}

/** In pages by key: those whose training or access is known, and whoever is to be told something. Whose news are old finds nothing to do. */
async function lookAtEverybody({ id, orgId }: Installation, { stores, transact }: TellDeps): Promise<void> {
  const lists = [
    (after: PersonId | null) => stores.apiClients.listPeople(orgId, { after, limit: PAGE }),
    (after: PersonId | null) => stores.notices.peopleWaiting(orgId, after, PAGE),
  ];
  for (const list of lists) {
    for (let after: PersonId | null = null; ; ) {
      const people = await list(after);
      await transact((tx) => fileNotices(tx, id, people));
      after = people.at(-1) ?? null;
      if (people.length < PAGE) break;
    }
  }
}

/** Those of whom nothing was said yet; at once, or when an hour has passed since the last such word. */
async function tellUnreached(context: Context, deps: TellDeps): Promise<void> {
  const { installation, now } = context;
  const notices = await listUnreached(installation.orgId, deps);
  const planned = await planUnreached(notices, context, deps);
  const fresh = planned.filter(({ isSettled }) => !isSettled);
  if (fresh.length === 0) return;
  const [last] = (await deps.stores.notices.newest(installation.orgId, "unreached", PAGE)).flatMap(
    ({ sentAt, outcome }) => (outcome?.delivered && sentAt ? [sentAt] : []),
  );
  const next = new Date((last?.getTime() ?? 0) + BETWEEN_URGENT_MS);
  if (next > now) {
    const subject = { kind: "digest", installationId: installation.id } as const;
    return deps.transact((stores) => stores.jobs.file([{ subject, at: next }]));
  }
  const meant = notices.filter(({ id }) => fresh.some(({ about }) => about === id));
  const people = await describeUnreached(meant, deps);
  await tellOffice(unreachedMessage(people, placeOf(installation, deps)), fresh, context, deps);
}

function planUnreached(
  notices: readonly UnreachedNotice[],
  context: Context,
  deps: TellDeps,
): Promise<readonly Notice[]> {
  return plan(
    notices.map(({ id }) => ({ kind: "unreached", about: id })),
    context,
    deps,
  );
}

async function plan(
  said: readonly { readonly kind: NoticeKind; readonly about: string }[],
  { installation, now }: Context,
  { newId, transact }: TellDeps,
): Promise<readonly Notice[]> {
  if (said.length === 0) return [];
  const rows = said.map((one) => ({ id: newId(), orgId: installation.orgId, person: null, plannedAt: now, ...one }));
  return transact((stores) => stores.notices.plan(rows));
}

async function tellOffice(
  message: Message,
  notices: readonly Notice[],
  { installation, policy, final }: Context,
  deps: TellDeps,
): Promise<void> {
  const channels = await deps.channels.forOffice(installation, policy);
  if (channels.length === 0) return;
  const outcome = await sendBy(channels, { recipient: null, message, all: false, final });
  const open = notices.filter(({ isSettled }) => !isSettled);
  await recordOutcome(open, { outcome, sentAt: deps.clock(), installation, person: null }, deps);
}

function placeOf({ orgLogin }: Installation, { baseUrl }: TellDeps) {
  return { baseUrl, organisation: orgLogin };
}
