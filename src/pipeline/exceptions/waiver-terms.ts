import { z } from "zod";
import { DAY_MS } from "../../domain/day.ts";
import type { Asked, Waiver } from "../../domain/stores/exceptions.ts";
import type { Policy } from "../../policy/policy.ts";
import { RepositoryPattern } from "../../policy/values.ts";
import type { ExceptionDeps } from "./deps.ts";
import { findActor, noText, notKnown, textOf } from "./people.ts";
import { type Actor, type Refused, refused, type WaiverAsk } from "./port.ts";

export type AskedWaiver = Omit<Asked<Waiver>, "uses">;

const Day = z.iso.date();
const Digest = z.string().regex(/^[0-9a-f]{64}$/i);
const Patterns = z.array(RepositoryPattern).max(50);

/** What was asked for as it is kept, or the first thing that is wrong with it. */
export async function readAsk(
  by: Actor,
  ask: WaiverAsk,
  at: Date,
  deps: ExceptionDeps,
): Promise<{ readonly ok: true; readonly waiver: AskedWaiver } | Refused> {
  const found = await peopleIn(by, ask, deps);
  if (!found.ok) return found;
  const words = wordsIn(ask, at);
  if (!words.ok) return words;
  const waiver: AskedWaiver = {
    ...words.words,
    ...found.people,
    id: deps.newId(),
    orgId: ask.org,
    layer: ask.layer,
    // The last day counts whole.
    startsAt: new Date(Math.max(at.getTime(), ask.from === undefined ? 0 : Date.parse(ask.from))),
    endsAt: new Date(Date.parse(ask.until) + DAY_MS),
    salt: deps.newSalt(),
    requestedBy: by.person,
    requestedAt: at,
  };
  return (await objectionToTerm(waiver, at, deps)) ?? { ok: true, waiver };
}

async function peopleIn(by: Actor, ask: WaiverAsk, { stores }: ExceptionDeps) {
  const person = await findActor(ask.person, by.via, stores);
  if (!person) return notKnown(ask.person, "person");
  const owner = ask.owner === undefined ? by : await findActor(ask.owner, by.via, stores);
  if (!owner) return notKnown(ask.owner ?? "", "owner");
  return { ok: true as const, people: { person: person.person, owner: owner.person } };
}

function wordsIn({ from, until, reason, repositories = [], documentSha256 }: WaiverAsk, at: Date) {
  if (!Day.safeParse(until).success) return refused("The last day is written YYYY-MM-DD", "until");
  if (from !== undefined && !Day.safeParse(from).success) return refused("The first day is written YYYY-MM-DD", "from");
  if (from !== undefined && from < at.toISOString().slice(0, 10))
    return refused("The first day is over already: nothing can be waived for the past", "from");
  const text = textOf(reason);
  if (text === null) return noText("reason");
  const patterns = Patterns.safeParse(repositories);
  if (!patterns.success)
    return refused("Repositories are named without their owner, in which * stands for any characters", "repositories");
  if (documentSha256 !== undefined && !Digest.safeParse(documentSha256).success)
    return refused("A SHA-256 is 64 hexadecimal digits, as sha256sum prints it", "document");
  const words = { reason: text, repositories: patterns.data, documentSha256: documentSha256?.toLowerCase() ?? null };
  return { ok: true as const, words };
}

/** By the policy in force now: it may have become stricter since it was asked for. */
export async function objectionToTerm(
  waiver: Pick<Waiver, "orgId" | "layer" | "startsAt" | "endsAt">,
  at: Date,
  { policies }: ExceptionDeps,
): Promise<Refused | null> {
  const inForce = await policies.inForce(waiver.orgId);
  if (!inForce) return refused("The organisation's policy was not read yet. Try again once the server has started");
  return termIn(inForce.policy, waiver, at);
}

function termIn(policy: Policy, { layer, startsAt, endsAt }: Pick<Waiver, "layer" | "startsAt" | "endsAt">, at: Date) {
  const known = Object.keys(policy.layers);
  if (!known.includes(layer))
    return refused(`There is no layer ${layer}. The policy has: ${known.join(", ")}`, "layer");
  if (endsAt <= at) return refused("The last day is over already", "until");
  if (startsAt >= endsAt) return refused("The last day is before the first", "until");
  // The first day counts whole, so that a term is the same whatever the hour.
  const begins = Math.floor(startsAt.getTime() / DAY_MS) * DAY_MS;
  const latest = begins + policy.waivers.longest * DAY_MS;
  if (endsAt.getTime() <= latest + DAY_MS) return null;
  return refused(
    `A waiver lasts at most ${policy.waivers.longest} days (waivers.longest), so until ${new Date(latest).toISOString().slice(0, 10)}`,
    "until",
  );
}
