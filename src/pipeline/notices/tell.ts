import { sha256OfJson } from "../../domain/canonical-json.ts";
import type { Clock } from "../../domain/clock.ts";
import type { InstallationId, PersonId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import type { OutsideStores, Transact } from "../../domain/stores/index.ts";
import type { Notice } from "../../domain/stores/notices.ts";
import type { Policy } from "../../policy/policy.ts";
import type { Entries } from "../entries.ts";
import type { Channels } from "./channels.ts";
import {
  type DueNotice,
  dueNotices,
  earliestMessage,
  isAboutHold,
  nextDue,
  relevantNotices,
  ripeningNotices,
} from "./due.ts";
import { gatherNews, type NewsDeps } from "./gather-news.ts";
import type { PersonNews } from "./news.ts";
import { recordOutcome } from "./record.ts";
import { sendBy } from "./send.ts";
import { messageOf } from "./text.ts";

export interface TellDeps extends NewsDeps {
  readonly stores: OutsideStores;
  readonly transact: Transact;
  readonly entries: Entries;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly baseUrl: string;
  readonly channels: Channels;
}

interface Told {
  readonly installation: Installation;
  readonly policy: Policy;
  readonly person: PersonId;
  readonly said: readonly Notice[];
  readonly now: Date;
}

/**
 * Tells somebody what is due, as one message, and comes back when time makes more due. Run twice, it says nothing twice;
 * it may if the process dies between the sending and its record, and never is anything forgotten.
 *
 * `final`: a mail server that does not answer is waited for no longer, and the people who run this app are told.
 */
export async function tellPerson(
  { installationId, personId }: { readonly installationId: InstallationId; readonly personId: PersonId },
  { final }: { readonly final: boolean },
  deps: TellDeps,
): Promise<void> {
  const { stores, clock } = deps;
  const installation = await stores.installations.find(installationId);
  if (!installation || installation.suspendedAt || installation.deletedAt) return;
  const inForce = await deps.policies.inForce(installation.orgId);
  if (!inForce) return;
  const { policy } = inForce;
  const said = await stores.notices.ofPerson(installation.orgId, personId);
  const now = clock();
  const onlyHolds = deps.channels.forPeople(installation, policy).length === 0;
  const news = await gatherNews(installation, personId, { policy, said, onlyHolds }, deps);
  const before: Told = { installation, policy, person: personId, said, now };
  await settleIdle(news, before, deps);
  if (!news) return;
  const told: Told = { ...before, said: [...said, ...(await keepInMind(news, before, deps))] };
  const due = dueNotices(news, told.said, policy, now);
  const earliest = earliestMessage(due, told.said);
  if (due.length === 0) return comeBack(nextDue(news, told.said, policy, now), told, deps);
  if (earliest > now) return comeBack(earliest, told, deps);
  await say(due, { news, final }, told, deps);
}

/** What is said only if it is still so in a while is planned now; nothing is, while there is no way to say it. */
async function keepInMind(news: PersonNews, told: Told, deps: TellDeps): Promise<readonly Notice[]> {
  const { installation, policy, said, now } = told;
  const ripening = ripeningNotices(news, said, policy, now);
  if (ripening.length === 0 || deps.channels.forPeople(installation, policy).length === 0) return [];
  return deps.transact((stores) => stores.notices.plan(ripening.map((one) => toNotice(one, told, deps))));
}

/** What reached nobody and says nothing true any more is not to be told to anybody. */
async function settleIdle(news: PersonNews | null, { said, policy, now }: Told, { transact }: TellDeps): Promise<void> {
  const relevant = news ? relevantNotices(news, said, policy, now) : [];
  const idle = said.filter(
    ({ isSettled, kind, about }) => !isSettled && !relevant.some((one) => one.kind === kind && one.about === about),
  );
  if (idle.length > 0) await transact((stores) => stores.notices.settle(idle.map(({ id }) => id)));
}

async function comeBack(
  at: Date | null,
  { installation, person }: Told,
  { transact }: Pick<TellDeps, "transact">,
): Promise<void> {
  if (at === null) return;
  const subject = { kind: "notice", installationId: installation.id, personId: person } as const;
  await transact((stores) => stores.jobs.file([{ subject, at }]));
}

async function say(
  all: readonly DueNotice[],
  { news, final }: { readonly news: PersonNews; readonly final: boolean },
  told: Told,
  deps: TellDeps,
): Promise<void> {
  const { installation, policy, person, now } = told;
  const channels = deps.channels.forPeople(installation, policy);
  // Without any way to tell it, only what keeps somebody from working is worth a word to those who run this app.
  const due = channels.length === 0 ? all.filter(isAboutHold) : all;
  if (due.length === 0) return;
  const notices = await deps.transact((stores) => stores.notices.plan(due.map((one) => toNotice(one, told, deps))));
  const address = (await deps.stores.notices.addressesOf(installation.orgId, [person])).get(person) ?? null;
  const words = messageOf(due, { baseUrl: deps.baseUrl, organisation: installation.orgLogin });
  // Should the process die before it is noted, the mail that comes again has the same id.
  const message = { ...words, id: sha256OfJson(notices.map(({ id }) => id).toSorted()).slice(0, 32) };
  const recipient = { person, accounts: news.accounts, address };
  const outcome = await sendBy(channels, { recipient, message, all: policy.notices?.use === "all", final });
  const sentAt = deps.clock();
  await recordOutcome(notices, { outcome, sentAt, installation, person }, deps);
  const after = [...told.said, ...notices.map((one) => ({ ...one, outcome, sentAt }))];
  await comeBack(nextDue(news, after, policy, now), told, deps);
}

function toNotice({ kind, about }: DueNotice, { installation, person, now }: Told, { newId }: TellDeps) {
  return { id: newId(), orgId: installation.orgId, person, kind, about, plannedAt: now };
}
