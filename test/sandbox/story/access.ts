import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { ACCESS_POLICY, type AccessStory, createAccessStory, READING_TEAM, TEAM } from "../../support/access-story.ts";
import { signedIn } from "../../support/office.ts";
import { learn } from "../../support/product.ts";
import { dayOf } from "../../support/time.ts";
import type { SandboxWorld } from "../world.ts";
import { tellFirstAccess, tellPointInTime } from "./access-reports.ts";
import { excerptOf } from "./expect.ts";
import { readLog, tellEntries } from "./log.ts";
import type { Teller } from "./teller.ts";

type Told = SandboxWorld & { readonly teller: Teller; readonly story: AccessStory };

/** A seat that waits for training, comes with it, goes when it lapses, and comes back: then what the reports say of it. */
export async function tellAccess(world: SandboxWorld, teller: Teller): Promise<void> {
  const folder = join(world.dataDir, "evidence");
  await mkdir(folder);
  const told = { ...world, teller, story: createAccessStory(world, world.time, folder) };
  await tellHold(told);
  await tellCourse(told);
  await tellLapse(told);
  await tellRenewal(told);
  await tellFirstAccess(told.story, teller);
  await tellPointInTime(told.story, teller);
}

async function tellHold({ story, teller, ...world }: Told): Promise<void> {
  const { step, tell } = teller;
  step("The policy says: a seat in the team payments waits for training, and who lapses is moved to its readers.");
  teller.quote(excerptOf(ACCESS_POLICY, "access", "boundary"));
  await story.prepare();
  tell(`Without a team nobody reads anything. ${TEAM} writes, and ${READING_TEAM} reads, these repositories:`);
  tell(story.reachedBy(TEAM).join(", "));

  step("Nova starts today. Sam invites her to payments, and she joins.");
  await story.invite();
  expectSeats(story, []);
  story.remember("waiting");
  tell("GitHub: Nova is a member of acme, and not of payments: her seat waits. She is told in an issue:");
  const notice = story.notice();
  assert.match(notice ?? "", /Your access to the team payments is prepared and waits for this/);
  teller.quote((notice ?? "").replace(/\n*<!--.*-->/, ""));

  step("She signs in, and finds what waits and for what.");
  const { html } = await (await signedIn(world, "nova")).get(`${world.app.url}/`);
  const [waits] = /Your access to the team [^.<]+\./.exec(html) ?? [];
  assert.ok(waits, "Her page does not say what waits");
  tell(`The page: ${waits}`);
}

async function tellCourse({ story, teller, ...world }: Told): Promise<void> {
  const { step, tell } = teller;
  step("She takes the course and signs. Nobody does anything else.");
  const began = performance.now();
  await learn(world, "nova", { name: "Nova Lind" });
  expectSeats(story, [TEAM]);
  story.remember("working");
  tell(`GitHub: Nova is in payments, ${((performance.now() - began) / 1000).toFixed(1)} s after she began the quiz.`);
  tell("The access-gating log has it all, in this order:");
  const entries = await readLog(world);
  const from = entries.findIndex(({ type }) => type === "hold.opened");
  const types = ["hold.opened", "access.revoked", "completion.recorded", "access.granted", "hold.ended"];
  const steps = entries.slice(from).filter(({ type }) => types.includes(type));
  assert.deepEqual(
    steps.map(({ type }) => type),
    types,
  );
  const granted = steps.find(({ type }) => type === "access.granted")?.seq ?? 0;
  const observed = entries.some(({ type, seq }) => type === "access.observed" && seq > from && seq < granted);
  assert.ok(observed, "The log does not say that the seat was seen");
  tellEntries(teller, entries.slice(from));
}

async function tellLapse({ story, teller, ...world }: Told): Promise<void> {
  const { step, tell } = teller;
  step("300 days go by. An admin can see whose training ends in which week.");
  await world.passTime(300);
  const sam = await signedIn(world, "sam");
  const { html } = await sam.get(`${world.app.url}/admin/forecast.csv`);
  const forecast = html.split(/\r?\n/).find((line) => line.startsWith("nova,"));
  assert.ok(forecast, "Nova is not in the forecast");
  tell(`Today is ${today(world)}. Nova's training for developers ends on ${forecast.split(",")[2]?.slice(0, 10)}.`);
  expectSeats(story, [TEAM]);

  step("70 more days: the training has ended. In the days of grace the seat stays.");
  await world.passTime(70);
  expectSeats(story, [TEAM]);
  tell(`Today is ${today(world)}. GitHub: Nova is in payments.`);

  step("10 more days: the grace is over. The policy says: move them to the readers.");
  await world.passTime(10);
  expectSeats(story, [READING_TEAM]);
  story.remember("reading");
  tell(`Today is ${today(world)}. GitHub: Nova is in payments-readers. She can read what she could read before.`);
}

async function tellRenewal({ story, teller, ...world }: Told): Promise<void> {
  teller.step("Nova renews: the same quiz with other questions.");
  await learn(world, "nova", { name: "Nova Lind" });
  expectSeats(story, [TEAM]);
  story.remember("renewed");
  teller.tell("GitHub: Nova is back in payments, and no longer among the readers.");
}

function expectSeats(story: AccessStory, expected: readonly string[]): void {
  assert.deepEqual(story.seats(), expected, "Nova is in other teams than the story says");
}

const today = ({ time }: Pick<SandboxWorld, "time">) => dayOf(time.clock());
