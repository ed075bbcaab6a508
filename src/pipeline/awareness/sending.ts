import { sha256OfJson } from "../../domain/canonical-json.ts";
import type { OrgId, PersonId } from "../../domain/ids.ts";
import type { AwarenessActivity, Recipient } from "../../domain/stores/awareness.ts";
import type { Newsletter } from "../../programme/awareness/newsletter.ts";
import { objectionToRole } from "../exceptions/people.ts";
import { type Actor, type Done, refused } from "../exceptions/port.ts";
import { type AudienceDeps, findAudience } from "./audience.ts";
import { type AwarenessDeps, pagesOf } from "./deps.ts";
import type { AwarenessSender, AwarenessSending, SendPreview } from "./port.ts";
import { sendOpen } from "./send-open.ts";

export interface SendingDeps extends AwarenessDeps, AudienceDeps {
  /** As they lie in the content now. */
  readonly newsletters: readonly Newsletter[];
  /** Null: no way to send is set up there. */
  readonly senderFor: (org: OrgId) => Promise<AwarenessSender | null>;
  /** Where browsers reach us; null where the command line does not know. */
  readonly baseUrl: string | null;
  readonly via: "cli" | "timer";
}

export function createAwarenessSending(deps: SendingDeps): AwarenessSending {
  const find = (slug: string) => deps.newsletters.find((one) => one.slug === slug);
  return {
    newsletters: () => deps.newsletters,
    async preview(org, slug) {
      const newsletter = find(slug);
      return newsletter ? previewOf(org, newsletter, deps) : null;
    },
    async start(by, { org, slug, again }) {
      const newsletter = find(slug);
      if (!newsletter) return refused(`There is no content/awareness/${slug}.md`);
      return start(by, { org, newsletter, again }, deps);
    },
    sendOpen: (run) => sendOpen(run, deps),
  };
}

async function previewOf(org: OrgId, newsletter: Newsletter, deps: SendingDeps): Promise<SendPreview> {
  const { awareness } = deps.stores;
  const audience = await findAudience(org, newsletter.audience, deps);
  const sent = await awareness.sentAs(org, newsletter.slug);
  return {
    newsletter,
    audience: audience.length,
    withoutAddress: audience.filter(({ email }) => email === null).length,
    reached: (await reachedOf(org, newsletter, audience, deps)).size,
    roster: await awareness.rosterPeople(org),
    sentAt: sent.find(({ closedAt }) => closedAt !== null)?.happenedAt ?? null,
    isOpen: sent.some(({ closedAt }) => closedAt === null),
  };
}

interface Starting {
  readonly org: OrgId;
  readonly newsletter: Newsletter;
  readonly again: boolean;
}

async function start(by: Actor, { org, newsletter, again }: Starting, deps: SendingDeps): Promise<Done> {
  const objection = await objectionToRole(by, org, "admin", deps.roles);
  if (objection) return objection;
  const sender = await deps.senderFor(org);
  if (!sender) return refused("There is no way to send from here: set SMTP_URL and MAIL_FROM");
  const { channel } = sender;
  const audience = await findAudience(org, newsletter.audience, deps);
  const reached = again ? await reachedOf(org, newsletter, audience, deps) : new Set<PersonId>();
  const people = audience.map(({ person }) => person).filter((person) => !reached.has(person));
  if (people.length === 0)
    return refused(reached.size > 0 ? "It has reached everybody whom it is for" : "There is nobody whom it is for");
  return deps.transact(async (stores): Promise<Done> => {
    await stores.awareness.hold(org);
    const before = await stores.awareness.sentAs(org, newsletter.slug);
    const open = before.find(({ closedAt }) => closedAt === null);
    if (open) return { ok: true, id: open.id };
    if (before.length > 0 && !again)
      return refused("It was sent before. To send it to those whom it has not reached, say so: --again");
    const activity = newActivity(newsletter, { org, by, nth: before.length, channel, audience: people.length }, deps);
    await stores.awareness.add({ ...activity, roster: await stores.awareness.rosterPeople(org) });
    for (const page of pagesOf(people)) await stores.awareness.addRecipients(activity.id, page);
    return { ok: true, id: activity.id };
  });
}

interface NewActivity {
  readonly org: OrgId;
  readonly by: Actor;
  /** How often it was sent before. */
  readonly nth: number;
  readonly channel: string;
  readonly audience: number;
}

function newActivity(
  { slug, title, kind, method, text, textSha256 }: Newsletter,
  { org, by, nth, channel, audience }: NewActivity,
  { clock, newId, newSalt }: SendingDeps,
): AwarenessActivity {
  const at = clock();
  return {
    ...{ id: newId(), orgId: org, keySha256: sha256OfJson({ org, slug, nth }), salt: newSalt() },
    ...{ slug, title, kind, method, text, textSha256, channel, happenedAt: at, audience, roster: 0, covered: 0 },
    ...{
      delivered: 0,
      undeliverable: 0,
      unknown: 0,
      outcomes: null,
      recordedBy: by.person,
      recordedAt: at,
      closedAt: null,
    },
  };
}

async function reachedOf(
  org: OrgId,
  { textSha256 }: Newsletter,
  audience: readonly Recipient[],
  { stores }: SendingDeps,
): Promise<ReadonlySet<PersonId>> {
  const reached = new Set<PersonId>();
  for (const page of pagesOf(audience)) {
    const people = page.map(({ person }) => person);
    for (const person of await stores.awareness.reachedBy(org, textSha256, people)) reached.add(person);
  }
  return reached;
}
