import { randomBytes, randomUUID } from "node:crypto";
import type { Config, ConfigWith } from "../config.ts";
import type { Clock } from "../domain/clock.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import type { Files } from "../files.ts";
import type { Facts } from "../gate/facts.ts";
import { createMailer } from "../mail/smtp.ts";
import type { AudienceDeps } from "../pipeline/awareness/audience.ts";
import type { AwarenessDeps } from "../pipeline/awareness/deps.ts";
import { createAwarenessReading } from "../pipeline/awareness/micro-quizzes.ts";
import type { AwarenessRecords, AwarenessSending } from "../pipeline/awareness/port.ts";
import { createAwarenessRecords } from "../pipeline/awareness/records.ts";
import { createAwarenessSending, type SendingDeps } from "../pipeline/awareness/sending.ts";
import { bareCourses } from "../pipeline/courses/courses-in-force.ts";
import { pagesOfLayersAsked } from "../pipeline/layers-asked.ts";
import type { TestedMailer } from "../pipeline/mailer.ts";
import type { Channels } from "../pipeline/notices/channels.ts";
import { createMailChannel } from "../pipeline/notices/mail-channel.ts";
import { sendBy } from "../pipeline/notices/send.ts";
import { createInForce } from "../pipeline/policy/in-force.ts";
import type { Policies } from "../pipeline/policy/policies.ts";
import { createRoles } from "../pipeline/policy/roles.ts";
import { loadNewsletters } from "../programme/awareness/load.ts";
import type { Newsletter } from "../programme/awareness/newsletter.ts";
import type { AwarenessPages } from "../web/deps.ts";
import { entriesOf, onRecords, openRecords } from "./records.ts";
import type { Deps } from "./storage.ts";

type Joined = Pick<AwarenessDeps, "stores" | "transact" | "entries" | "clock" | "roles">;

export function awarenessOn(joined: Joined): AwarenessRecords {
  return createAwarenessRecords({ ...joined, newId: randomUUID, newSalt: () => randomBytes(32) });
}

/** What the pages show; mails go out by the server's own work. */
export function awarenessPagesOn(
  joined: Joined,
  sending: AwarenessSending,
  { newsletters }: Pick<Files, "newsletters">,
): AwarenessPages {
  return { records: awarenessOn(joined), sending, reading: createAwarenessReading({ ...joined, newsletters }) };
}

interface SendingParts extends Joined {
  readonly policies: Pick<Policies, "inForce">;
  readonly newsletters: readonly Newsletter[];
  readonly baseUrl: string | null;
  readonly via: "cli" | "timer";
  /** Those that a policy may name; null for the command line, which does not know GitHub. */
  readonly channels: Channels | null;
  /** Null: no mail server is set. */
  readonly mailer: TestedMailer | null;
}

function awarenessSendingOn(parts: SendingParts): AwarenessSending {
  const random = { newId: randomUUID, newSalt: () => randomBytes(32) };
  return createAwarenessSending({
    ...parts,
    ...random,
    layersAsked: layersAskedOn(parts),
    senderFor: sendersOn(parts),
  });
}

/** As the server sends them by itself. */
export function newslettersOn(
  config: ConfigWith<"server">,
  records: Omit<SendingParts, "roles" | "newsletters" | "baseUrl" | "via">,
  { newsletters }: Pick<Files, "newsletters">,
): AwarenessSending {
  const { baseUrl } = config.server;
  return awarenessSendingOn({ ...records, roles: createRoles(records), newsletters, baseUrl, via: "timer" });
}

/** By mail where an address is known, else by the ways that the policy names; the command line has the mail alone. */
function sendersOn({ stores, channels, policies, mailer }: SendingParts): SendingDeps["senderFor"] {
  const byMail = mailer ? [createMailChannel({ mailer, office: [] })] : [];
  return async (org) => {
    const installation = (await stores.installations.listActive()).find(({ orgId }) => orgId === org);
    const inForce = await policies.inForce(org);
    const others = installation && inForce && channels ? channels.forPeople(installation, inForce.policy) : [];
    const all = [...byMail, ...others.filter(({ name }) => name !== "mail")];
    if (all.length === 0) return null;
    return {
      channel: all.map(({ name }) => name).join(", "),
      async send({ person, email: address }, message) {
        const accounts = await stores.people.accountsOf(person);
        const recipient = { person, accounts, address };
        const sent = await sendBy(all, { recipient, message, all: false, final: false });
        return sent.delivered ? "delivered" : "undeliverable";
      },
    };
  };
}

function layersAskedOn({ stores, clock }: SendingParts): AudienceDeps["layersAsked"] {
  const policies = { inForce: createInForce(stores) };
  const courses = async (): Promise<Facts["courses"]> => bareCourses(await stores.courses.listInForce());
  return async function* (org) {
    const installation = (await stores.installations.listActive()).find(({ orgId }) => orgId === org);
    if (installation) yield* pagesOfLayersAsked(installation, { stores, policies, clock, courses });
  };
}

/** What the command line works with. */
export interface AwarenessDesk {
  readonly stores: OutsideStores;
  readonly awareness: AwarenessRecords;
  readonly sending: AwarenessSending;
  readonly now: Clock;
  close(): Promise<void>;
}

/** On the database that is there, or the embedded one. What cannot be read in the content is told by `content check`. */
export async function openAwareness(config: Config, deps: Deps): Promise<AwarenessDesk> {
  const loaded = await loadNewsletters(config.content.folders);
  const newsletters = loaded.ok ? loaded.newsletters : [];
  const baseUrl = config.server?.baseUrl ?? null;
  return onRecords(await openRecords(config, deps), async ({ storage, clock, close }) => {
    const { stores, transact } = storage;
    const entries = await entriesOf(storage, deps.version);
    const policies = { inForce: createInForce(stores) };
    const roles = createRoles({ stores, policies, clock });
    const joined = { stores, transact, entries, clock, roles };
    const sending = awarenessSendingOn({
      ...joined,
      policies,
      newsletters,
      baseUrl,
      via: "cli",
      channels: null,
      mailer: config.mail ? createMailer(config.mail) : null,
    });
    return { stores, awareness: awarenessOn(joined), sending, now: clock, close };
  });
}
