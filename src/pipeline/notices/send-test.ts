import type { Installation } from "../../domain/installation.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import type { ChannelName, Unreached } from "../../domain/stores/notices.ts";
import type { Policies } from "../policy/policies.ts";
import type { Channels } from "./channels.ts";
import type { Channel, ChannelFault, Message, Recipient } from "./port.ts";
import { sendBy } from "./send.ts";
import { WHYS } from "./unreached.ts";

/** What became of the test by one way. */
export interface TestSent {
  readonly organisation: string;
  readonly channel: ChannelName;
  readonly delivered: boolean;
  /** The number, where it is one. */
  readonly ref: string | null;
  /** Why it did not arrive, with what to do. */
  readonly faults: readonly ChannelFault[];
}

export type TestAnswer =
  | { readonly ok: true; readonly sent: readonly TestSent[] }
  /** Nothing was sent, and why, with the next step. */
  | { readonly ok: false; readonly why: string };

export interface TestAsk {
  /** Null: all that the App is installed on. */
  readonly org: string | null;
  /** A login that is known here, or an address. */
  readonly to: string;
}

export interface SendTestDeps {
  readonly stores: Pick<OutsideStores, "installations" | "people" | "notices">;
  readonly policies: Pick<Policies, "inForce">;
  readonly channels: Channels;
  readonly baseUrl: string;
}

/**
 * One message to one person by each way that the policy names, or to an address by mail alone. Written nowhere but where
 * it arrives: it is no notice, and nobody is spared one by it.
 */
export async function sendTest({ org, to: told }: TestAsk, deps: SendTestDeps): Promise<TestAnswer> {
  // As a login is written in a chat.
  const to = told.replace(/^@/, "");
  const installations = (await deps.stores.installations.listActive()).filter(
    ({ orgLogin }) => org === null || orgLogin.toLowerCase() === org.toLowerCase(),
  );
  if (installations.length === 0) {
    const where = org === null ? "anywhere" : `on ${org}`;
    return no(`The App is not installed ${where}, or no server saw it yet: run doctor without --send-test first`);
  }
  const account = to.includes("@") ? null : await deps.stores.people.findAccountByLogin(to);
  if (!to.includes("@") && !account?.person)
    return no(`Nobody called ${to} is known here: name somebody of the organisation, or a mail address`);
  const sent: TestSent[] = [];
  for (const installation of installations) {
    for (const { channel, recipient } of await waysTo({ installation, to, account }, deps))
      sent.push(await sendOne(channel, { installation, recipient }, deps));
  }
  return sent.length > 0 ? { ok: true, sent } : no("The policy names no way to tell people: set notices: in it first");
}

const no = (why: string): TestAnswer => ({ ok: false, why });

interface Asked {
  readonly installation: Installation;
  readonly to: string;
  readonly account: Awaited<ReturnType<OutsideStores["people"]["findAccountByLogin"]>>;
}

interface Way {
  readonly channel: Channel;
  /** Null: the channel knows the address. */
  readonly recipient: Recipient | null;
}

async function waysTo(
  { installation, to, account }: Asked,
  { stores, policies, channels }: SendTestDeps,
): Promise<readonly Way[]> {
  if (!account?.person) return [{ channel: channels.toAddress(to), recipient: null }];
  const inForce = await policies.inForce(installation.orgId);
  if (!inForce) return [];
  const { person } = account;
  const address = (await stores.notices.addressesOf(installation.orgId, [person])).get(person) ?? null;
  const recipient = { person, accounts: await stores.people.accountsOf(person), address };
  return channels.forPeople(installation, inForce.policy).map((channel) => ({ channel, recipient }));
}

async function sendOne(
  channel: Channel,
  { installation, recipient }: { readonly installation: Installation; readonly recipient: Recipient | null },
  { baseUrl }: SendTestDeps,
): Promise<TestSent> {
  const { orgLogin: organisation } = installation;
  const message = testMessage(organisation, baseUrl);
  const { delivered, ref, why } = await sendBy([channel], { recipient, message, all: true, final: true });
  const told = { organisation, channel: channel.name, delivered, ref };
  if (delivered) return { ...told, faults: [] };
  // What is wrong with the way as a whole says more than that it did not reach this one.
  const faults = await channel.test();
  return { ...told, faults: faults.length > 0 || why === null ? faults : [{ detail: WHYS[why], remedy: NEXT[why] }] };
}

const NEXT: Readonly<Record<Unreached, string>> = {
  "no-channel": "Set notices: in the policy, and SMTP_URL and MAIL_FROM where it is by mail",
  "not-granted": "An owner accepts issues: write for the App",
  "no-repository": "Make the repository, and let the installation reach it",
  "no-issues": "Turn issues on in its settings",
  gated: "Name a team in notices.team that stands nowhere in access.teams",
  "no-account": "Run: training-gate person link",
  "cannot-read": "Name a team in notices.team that can read it, and grant members: write",
  "no-address": "Import a roster with their address, or let them sign in once",
  "address-refused": "Correct it on the roster",
  "mail-server": "Look at SMTP_URL",
};

function testMessage(organisation: string, baseUrl: string): Message {
  const words = {
    subject: `${organisation}: a test, nothing to do`,
    markdown: `Hello,

this is a test of how training-gate tells people about their access and their training. It reached you, and there is nothing to do.

What would stand here else is also at ${baseUrl}/
`,
  };
  return { ...words, quiet: words };
}
