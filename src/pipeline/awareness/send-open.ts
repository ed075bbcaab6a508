import type { PersonId } from "../../domain/ids.ts";
import type { AwarenessActivity, Recipient } from "../../domain/stores/awareness.ts";
import type { DraftOf } from "../entries.ts";
import { MailError } from "../mailer.ts";
import type { AwarenessSender } from "./port.ts";
import type { SendingDeps } from "./sending.ts";
import { newsletterMessage } from "./text.ts";

const AT_ONCE = 50;
/** After so many in a row it is the mail server that does not work, and no address. */
const MOST_FAILURES = 3;
const TRIED_FOR_MS = 3 * 86_400_000;
/** Longer than any mail takes: what is in hand since then is in the hand of nobody who lives. */
const IN_HAND_MS = 10 * 60_000;

/** How far a run goes: to so many people at most, and it begins with nobody after `until`. */
export interface Run {
  readonly most: number;
  readonly until?: Date;
}

/**
 * What is on its way goes on; answers of how many activities somebody waits whom nobody has in hand. Safe beside itself:
 * nobody gets it twice.
 */
export async function sendOpen({ most, until }: Run, deps: SendingDeps): Promise<number> {
  const { stores, clock } = deps;
  let left = most;
  let waiting = 0;
  let failure: MailError | null = null;
  for (const activity of await stores.awareness.open()) {
    await stores.awareness.giveUp(activity.id, new Date(clock().getTime() - IN_HAND_MS));
    const sender = await deps.senderFor(activity.orgId);
    const run = { most: left, ...(until && { until }) };
    const sent = sender ? await sendTo(activity, run, { ...deps, sender }) : { tried: 0, failure: null };
    left -= sent.tried;
    failure ??= sent.failure;
    const rest = await stores.awareness.waiting(activity.id, { limit: 1 });
    if (rest.length === 0 && !(await stores.awareness.isBeingSent(activity.id))) await close(activity, deps);
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
  { most, until }: Run,
  deps: Ready,
): Promise<{ readonly tried: number; readonly failure: MailError | null }> {
  const { awareness } = deps.stores;
  const isOver = () => until !== undefined && deps.clock() >= until;
  let failures: readonly MailError[] = [];
  let failure: MailError | null = null;
  let tried = 0;
  let after: PersonId | undefined;
  while (tried < most && failures.length < MOST_FAILURES && !isOver()) {
    const limit = Math.min(most - tried, AT_ONCE);
    const people = await awareness.waiting(activity.id, { limit, ...(after !== undefined && { after }) });
    if (people.length === 0) break;
    for (const to of await awareness.recipients(activity.orgId, people)) {
      if (failures.length >= MOST_FAILURES || isOver()) break;
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
 * Taken in hand before it is sent and noted as soon as it is, so that two who send at once never send the same: what a crash
 * leaves in hand is not sent again, and told as unknown. Answers why it is to be tried again; after some days it is not.
 */
async function sendOne(activity: AwarenessActivity, to: Recipient, deps: Ready): Promise<MailError | null> {
  const { stores, sender, clock } = deps;
  const note = (state: "waiting" | "delivered" | "undeliverable" | "unknown") =>
    stores.awareness.mark(activity.id, state, [to.person]);
  if (!(await stores.awareness.claim(activity.id, to.person, clock()))) return null;
  try {
    await note(await sender.send(to, newsletterMessage(activity, to.person, deps)));
    return null;
  } catch (error) {
    if (!(error instanceof MailError)) {
      // GitHub did not answer: it was not posted there.
      await note("waiting");
      throw error;
    }
    if (error.isUnknown) await note("unknown");
    else if (clock().getTime() - activity.happenedAt.getTime() < TRIED_FOR_MS) await note("waiting");
    else {
      await note("undeliverable");
      return null;
    }
    return error;
  }
}

async function close(activity: AwarenessActivity, { transact, entries, clock, via }: SendingDeps): Promise<void> {
  const at = clock();
  await transact(async (stores) => {
    await stores.awareness.hold(activity.orgId);
    const now = await stores.awareness.find(activity.orgId, activity.id);
    if (now?.closedAt !== null) return;
    const { happenedAt, audience, roster } = activity;
    const { delivered, undeliverable, unknown, covered } = await stores.awareness.countRecipients(activity.id);
    const counts = { audience, roster, covered, delivered, undeliverable };
    await stores.awareness.settle(activity.id, { happenedAt, ...counts, unknown, outcomes: null, closedAt: at });
    await entries.append<DraftOf<"awareness.sent">>(stores, at, {
      type: "awareness.sent",
      org: activity.orgId,
      actor: { kind: "admin", id: activity.recordedBy },
      source: { kind: via },
      activity_id: activity.id,
      kind: activity.kind === "reminder" ? "reminder" : "newsletter",
      method: activity.method,
      text_sha256: activity.textSha256 ?? "",
      counts: { ...counts, ...(unknown > 0 && { unknown }) },
    });
  });
}
