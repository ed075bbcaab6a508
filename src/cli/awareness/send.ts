import type { OrgId } from "../../domain/ids.ts";
import type { RecipientCounts } from "../../domain/stores/awareness.ts";
import type { SendPreview } from "../../pipeline/awareness/port.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { actorOf, organisationOf } from "../exceptions/exceptions.ts";
import { UsageError } from "../failure.ts";
import { type AwarenessDesk, withAwareness } from "./desk.ts";

export interface SendAwareness {
  readonly by?: string;
  readonly again?: boolean;
  readonly dryRun?: boolean;
  readonly org?: string;
  readonly json?: boolean;
}

const AT_ONCE = 500;

/** Says whom it would reach, and sends it unless a look was all that was asked for. What was broken off goes on. */
export async function sendAwareness(cli: Cli, slug: string, options: SendAwareness): Promise<ExitCode> {
  const { terminal } = cli;
  const { dryRun = false, again = false, json = false } = options;
  if (!dryRun && options.by === undefined)
    throw new UsageError("--by is needed: which administrator sends it. To look only: --dry-run");
  return withAwareness(cli, async (desk): Promise<ExitCode> => {
    const org = await organisationOf(options.org, desk.stores);
    const preview = await desk.sending.preview(org, slug);
    if (!preview) {
      const known = desk.sending.newsletters().map((one) => one.slug);
      throw new UsageError(`There is no ${slug} in content/awareness. There are: ${known.join(", ")}`);
    }
    if (!json) tellPreview(cli, preview);
    else if (dryRun) terminal.tell(JSON.stringify(plain(preview)));
    if (dryRun || options.by === undefined) return 0;

    return send(cli, { preview, org, by: options.by, again, json }, desk);
  });
}

interface Sending {
  readonly preview: SendPreview;
  readonly org: OrgId;
  readonly by: string;
  readonly again: boolean;
  readonly json: boolean;
}

async function send(
  cli: Cli,
  { preview, org, by, again, json }: Sending,
  { sending, stores }: AwarenessDesk,
): Promise<ExitCode> {
  const { terminal } = cli;
  const { slug } = preview.newsletter;
  const done = await sending.start(await actorOf(by, "--by", { stores }), { org, slug, again });
  if (!done.ok) {
    terminal.complain(done.why);
    return 1;
  }
  let waiting = await sending.sendOpen({ most: AT_ONCE });
  while (waiting > 0) waiting = await sending.sendOpen({ most: AT_ONCE });
  const { delivered, undeliverable, unknown } = await stores.awareness.countRecipients(done.id);
  const counts = { delivered, undeliverable, unknown };
  if (json) terminal.tell(JSON.stringify({ ...plain(preview), id: done.id, ...counts }));
  else tellSent(cli, counts, (await stores.awareness.find(org, done.id))?.closedAt !== null);
  return undeliverable + unknown === 0 ? 0 : 1;
}

function tellSent(
  { terminal }: Cli,
  { delivered, undeliverable, unknown }: Omit<RecipientCounts, "covered">,
  isDone: boolean,
): void {
  terminal.tell(`Sent: delivered ${delivered}, undeliverable ${undeliverable}, unknown ${unknown}`);
  if (unknown > 0)
    terminal.tell("Unknown: it was handed over and nobody said whether it was taken. To send it to them too: --again");
  if (!isDone) terminal.tell("The rest of it is being sent by the server: see /admin/awareness");
}

function tellPreview({ terminal }: Cli, preview: SendPreview): void {
  const { newsletter, audience, withoutAddress, reached, roster, sentAt } = preview;
  terminal.tell(newsletter.title);
  terminal.tell(`for ${audience} people (without an address: ${withoutAddress}) · on the roster: ${roster}`);
  if (sentAt) terminal.tell(`sent on ${sentAt.toISOString().slice(0, 10)}; this text has reached ${reached} of them`);
}

function plain({ newsletter: { slug, title, textSha256 }, ...counts }: SendPreview) {
  return { slug, title, text_sha256: textSha256, ...counts };
}
