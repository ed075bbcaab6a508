import type { Clock } from "../../domain/clock.ts";
import type { PersonId } from "../../domain/ids.ts";
import type { Hook, HookMessage } from "../../domain/stores/hooks.ts";
import type { Transact } from "../../domain/stores/index.ts";
import type { Subject } from "../../domain/subject.ts";
import { toEligibilityJson } from "../eligibility/json.ts";
import type { Eligibility } from "../eligibility/port.ts";
import { readAsk, type TellDeps, tell } from "../eligibility/tell.ts";
import { NEVER_TOLD, newsOf } from "./news.ts";
import { type HookSender, HookSilentError, type Sent } from "./sender.ts";
import { digestOfSecret, secretOf, signedHeaders } from "./sign.ts";

export interface HookDeps extends TellDeps {
  readonly transact: Transact;
  readonly sender: HookSender;
  /** Secrets of hooks are derived from it. */
  readonly hookKey: Uint8Array;
  readonly clock: Clock;
  /** A random UUID. */
  readonly newId: () => string;
}

/** After that somebody has to look. */
const TRIED_FOR_MS = 3 * 86_400_000;

/**
 * Tells one hook of one person, if there is news. What is true is read now, whatever filed the job, so that a lost or
 * repeated job does not matter. What is to be sent is noted before it is: a try whose end nobody knows is repeated under
 * the same id. Throws a `HookSilentError` where it is to be tried again. Where no policy says what is asked, nothing is told.
 */
export async function tellHook({ hookId, person }: Extract<Subject, { kind: "hook" }>, deps: HookDeps): Promise<void> {
  const hook = await deps.stores.hooks.find(hookId);
  if (!hook || hook.revokedAt !== null) return;
  const asked = await readAsk(hook.orgId, hook, deps);
  if (!asked.ok) return;
  const [found] = await tell(hook.orgId, [person], asked.told, deps);
  const now = found ?? nobodyAs(person);
  const message = await noteNews(hook, now, deps);
  if (message) await settle(hook, { person, message, sent: await send(hook, now, message, deps) }, deps);
}

/** Those to whom access may be given for this person's sake. */
export function accountsEligible({ eligible, accounts }: Eligibility) {
  return eligible ? accounts.map(({ id }) => id) : [];
}

/** Whoever was told of keeps what they were told by our id alone: after an erasure nothing else is left. */
export function nobodyAs(person: PersonId): Eligibility {
  return { person, accounts: [], eligible: false, layers: [], changesAt: null };
}

function noteNews(hook: Hook, now: Eligibility, { transact, clock, newId }: HookDeps): Promise<HookMessage | null> {
  const { person } = now;
  // Whoever is not eligible becomes it by doing something, and that files a job.
  const changesAt = now.eligible ? now.changesAt : null;
  return transact(async (stores) => {
    const told = (await stores.hooks.toldOf(hook.id, [person])).get(person) ?? NEVER_TOLD;
    const message = newsOf(told, accountsEligible(now), { at: clock(), newId });
    const isMoved = changesAt?.getTime() !== told.changesAt?.getTime();
    if (message || isMoved) await stores.hooks.note(hook.id, person, { message, changesAt });
    if (isMoved && changesAt) await stores.jobs.file([{ subject: hookSubject(hook, person), at: changesAt }]);
    return message;
  });
}

export function hookSubject({ id: hookId, orgId }: Hook, person: PersonId): Extract<Subject, { kind: "hook" }> {
  return { kind: "hook", orgId, hookId, person };
}

async function send(hook: Hook, now: Eligibility, message: HookMessage, deps: HookDeps): Promise<Sent> {
  const body = JSON.stringify({
    type: now.eligible ? "person.current" : "person.lapsed",
    timestamp: message.since.toISOString(),
    data: toEligibilityJson(now),
  });
  return sendSigned(hook, { id: message.id, body }, deps);
}

export async function sendSigned(
  hook: Hook,
  { id, body }: { readonly id: string; readonly body: string },
  { sender, hookKey, clock }: Pick<HookDeps, "sender" | "hookKey" | "clock">,
): Promise<Sent> {
  const secret = secretOf(hookKey, hook.id);
  if (digestOfSecret(secret) !== hook.secretSha256)
    return { ok: false, why: "SESSION_KEY is another than when it was added: add the hook anew", isGone: false };
  return sender.send({ url: hook.url, headers: signedHeaders(secret, { id, at: clock(), body }), body });
}

interface Tried {
  readonly person: PersonId;
  readonly message: HookMessage;
  readonly sent: Sent;
}

async function settle(hook: Hook, { person, message, sent }: Tried, { transact, clock }: HookDeps): Promise<void> {
  const at = clock();
  if (sent.ok) return transact((stores) => stores.hooks.taken(hook.id, person, message, at));
  const { why: problem, isGone } = sent;
  const isOver = isGone || at.getTime() - message.since.getTime() >= TRIED_FOR_MS;
  await transact((stores) => stores.hooks.failed(hook.id, person, message, { problem, givenUpAt: isOver ? at : null }));
  if (!isOver) throw new HookSilentError({ hook: hook.id, why: problem });
}
