// Keeps an Okta group equal to those whose training is current, so that whatever Okta gives by this group waits for it.
//
//   node okta-group.mjs            listens for the hook's messages, and looks once an hour besides
//   node okta-group.mjs --once     looks once, for a scheduler
//
// A message only says when to look; what is true is read from the API then. So a message that is lost, repeated or late
// does no harm. If anything does not answer, nobody is added or removed.

import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

/** What each variable is for stands in the README beside this file. */
const {
  TRAINING_GATE_URL,
  TRAINING_GATE_TOKEN,
  HOOK_SECRET,
  OKTA_URL,
  OKTA_TOKEN,
  OKTA_GROUP,
  REMOVE_AT_MOST = "10",
  PORT = "4001",
} = process.env;

const HOUR_MS = 3_600_000;
const TOLERANCE_SECONDS = 300;
const LARGEST_MESSAGE = 64 * 1024;

/** Makes the group what it should be. Throws before it changes anything if a source does not answer. */
async function look() {
  const eligible = await eligibleAccounts();
  const members = await listOkta(`/api/v1/groups/${OKTA_GROUP}/users?limit=200`);
  const linked = await listOkta(`/api/v1/users?limit=200&search=${encodeURIComponent("profile.githubId pr")}`);
  const isMember = new Set(members.map(({ id }) => id));
  const added = linked.filter(({ id, profile }) => eligible.has(Number(profile.githubId)) && !isMember.has(id));
  // Of somebody without an account here nothing is known: whoever put them into the group knows why.
  const removed = members.filter(({ profile }) => profile.githubId && !eligible.has(Number(profile.githubId)));
  if (removed.length > Number(REMOVE_AT_MOST))
    throw new Error(`${removed.length} would be removed, and REMOVE_AT_MOST is ${REMOVE_AT_MOST}: nobody was`);
  for (const { id } of added) await askOkta(`/api/v1/groups/${OKTA_GROUP}/users/${id}`, "PUT");
  for (const { id } of removed) await askOkta(`/api/v1/groups/${OKTA_GROUP}/users/${id}`, "DELETE");
  console.log(JSON.stringify({ added: added.length, removed: removed.length }));
}

/** GitHub's ids of all accounts to which access may be given. */
async function eligibleAccounts() {
  const accounts = new Set();
  for (let after = ""; after !== null; ) {
    const url = `${TRAINING_GATE_URL}/api/v1/eligibility?limit=500${after && `&after=${after}`}`;
    const page = await (await ask(url, { headers: { Authorization: `Bearer ${TRAINING_GATE_TOKEN}` } })).json();
    for (const { eligible, github } of page.people) if (eligible) for (const { id } of github) accounts.add(id);
    after = page.next;
  }
  return accounts;
}

/** All pages: Okta names the next one in a Link header. */
async function listOkta(path) {
  const found = [];
  for (let next = `${OKTA_URL}${path}`; next; ) {
    const answer = await askOkta(next);
    found.push(...(await answer.json()));
    next = /<([^>]+)>; rel="next"/.exec(answer.headers.get("Link") ?? "")?.[1];
  }
  return found;
}

function askOkta(path, method = "GET") {
  return ask(new URL(path, OKTA_URL), { method, headers: { Authorization: `SSWS ${OKTA_TOKEN}` } });
}

async function ask(url, request) {
  const answer = await fetch(url, { ...request, signal: AbortSignal.timeout(8_000) });
  if (!answer.ok) throw new Error(`${new URL(url).pathname} answered ${answer.status}`);
  return answer;
}

/** By Standard Webhooks: signed with our secret, and not so old that somebody may be sending it again. */
function isGenuine(headers, body) {
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures = "" } = headers;
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) < TOLERANCE_SECONDS)) return false;
  const key = Buffer.from(HOOK_SECRET.replace(/^whsec_/, ""), "base64");
  const wanted = Buffer.from(`v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`);
  return signatures.split(" ").some((one) => one.length === wanted.length && timingSafeEqual(Buffer.from(one), wanted));
}

async function readBody(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LARGEST_MESSAGE) throw new Error("the message is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

let looking = Promise.resolve();

/** One after the other: two at once could undo each other's work. */
function lookInTurn() {
  looking = looking.catch(() => undefined).then(look);
  return looking;
}

async function answer(request, response) {
  try {
    const body = await readBody(request);
    if (!isGenuine(request.headers, body)) return response.writeHead(401).end();
    await lookInTurn();
    response.writeHead(204).end();
  } catch (error) {
    console.error(error.message);
    // The message comes again.
    response.writeHead(503).end();
  }
}

if (process.argv.includes("--once")) {
  await look();
} else if (!HOOK_SECRET) {
  console.error("Set HOOK_SECRET to the secret of `training-gate client hook add`");
  process.exitCode = 2;
} else {
  createServer(answer).listen(Number(PORT), "127.0.0.1", () => console.log(`listening on ${PORT}`));
  setInterval(() => lookInTurn().catch((error) => console.error(error.message)), HOUR_MS);
  lookInTurn().catch((error) => console.error(error.message));
}
