import type { PersonId } from "../../domain/ids.ts";
import type { AwarenessActivity, Recipient } from "../../domain/stores/awareness.ts";
import { bodyOf } from "../../programme/awareness/parse-newsletters.ts";
import type { DraftOf } from "../entries.ts";
import { MailError } from "../mailer.ts";
import type { AwarenessSender } from "./port.ts";
import type { SendingDeps } from "./sending.ts";

const AT_ONCE = 50;
/** After so many in a row it is the mail server that does not work, and no address. */
const MOST_FAILURES = 3;
const TRIED_FOR_MS = 3 * 86_400_000;

/** What is on its way goes on, to so many people at most; answers how many activities still wait for somebody. */
export async function sendOpen(most: number, deps: SendingDeps): Promise<number> {
  const { stores } = deps;
  let left = most;
  let waiting = 0;
  let failure: MailError | null = null;
  for (const activity of await stores.awareness.open()) {
    const sender = await deps.senderFor(activity.orgId);
    const sent = sender ? await sendTo(activity, left, { ...deps, sender }) : { tried: 0, failure: null };
    left -= sent.tried;
    failure ??= sent.failure;
    const rest = await stores.awareness.waiting(activity.id, { limit: 1 });
    if (rest.length === 0) await close(activity, deps);
    waiting += rest.length;
  }
  // Whoever runs this tries again: those whom it reached are noted.
  if (failure) throw failure;
  return waiting;
}

type Ready = SendingDeps & { readonly sender: AwarenessSender };

/** Page by page; an address that is not taken now keeps no other back. */
async function sendTo(
  activity: AwarenessActivity,
  most: number,
  deps: Ready,
): Promise<{ readonly tried: number; readonly failure: MailError | null }> {
  const { awareness } = deps.stores;
  let failures: readonly MailError[] = [];
  let failure: MailError | null = null;
  let tried = 0;
  let after: PersonId | undefined;
  while (tried < most && failures.length < MOST_FAILURES) {
    const limit = Math.min(most - tried, AT_ONCE);
    const people = await awareness.waiting(activity.id, { limit, ...(after !== undefined && { after }) });
    if (people.length === 0) break;
    for (const to of await awareness.recipients(activity.orgId, people)) {
      if (failures.length >= MOST_FAILURES) break;
      const failed = await sendOne(activity, to, deps);
      failures = failed ? [...failures, failed] : [];
      failure = failed ?? failure;
      tried += 1;
    }
    after = people.at(-1);
  }
  return { tried, failure };
}

/**
 * Noted as soon as it is sent: whoever comes after a crash repeats one mail at most. Answers why it is to be tried again;
 * after some days it is not.
 */
async function sendOne(activity: AwarenessActivity, to: Recipient, deps: Ready): Promise<MailError | null> {
  const { stores, sender, clock } = deps;
  const note = (state: "delivered" | "undeliverable") => stores.awareness.mark(activity.id, state, [to.person]);
  try {
    await note(await sender.send(to, messageOf(activity, deps)));
    return null;
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    if (clock().getTime() - activity.happenedAt.getTime() < TRIED_FOR_MS) return error;
    await note("undeliverable");
    return null;
  }
}

function messageOf({ title, text, slug }: AwarenessActivity, { baseUrl }: SendingDeps) {
  const markdown = bodyOf(text ?? "");
  return { title, markdown: baseUrl === null ? markdown : `${markdown}\n\n${baseUrl}/awareness/${slug}` };
}

async function close(activity: AwarenessActivity, { transact, entries, clock, via }: SendingDeps): Promise<void> {
  const at = clock();
  await transact(async (stores) => {
    await stores.awareness.hold(activity.orgId);
    const now = await stores.awareness.find(activity.orgId, activity.id);
    if (now?.closedAt !== null) return;
    const { happenedAt, audience, roster } = activity;
    const { delivered, undeliverable, covered } = await stores.awareness.countRecipients(activity.id);
    const counts = { audience, roster, covered, delivered, undeliverable };
    await stores.awareness.settle(activity.id, { happenedAt, ...counts, outcomes: null, closedAt: at });
    await entries.append<DraftOf<"awareness.sent">>(stores, at, {
      type: "awareness.sent",
      org: activity.orgId,
      actor: { kind: "admin", id: activity.recordedBy },
      source: { kind: via },
      activity_id: activity.id,
      kind: activity.kind === "reminder" ? "reminder" : "newsletter",
      method: activity.method,
      text_sha256: activity.textSha256 ?? "",
      counts,
    });
  });
}
