import assert from "node:assert/strict";
import { REVIEW_ITEMS } from "../../../src/programme/review/review.ts";
import { partsOf } from "../../support/mailbox.ts";
import {
  acceptListed,
  approvePolicy,
  approveReview,
  importDrills,
  importIncidents,
  importPhishing,
  openReview,
  sendNewsletter,
  settleReview,
  signReview,
} from "../../support/programme-office.ts";
import { type Office, runIn } from "../../support/programme-people.ts";
import { expectRan } from "./expect.ts";
import { withoutLinks } from "./markdown.ts";
import type { Teller } from "./teller.ts";

/** What happens beside the courses. */
export async function tellAwareness(office: Office, { step, tell, quote }: Teller): Promise<void> {
  step("Sam imports a phishing campaign as Gophish wrote it, counts of incident reports, and a drill.");
  const campaign = await importPhishing(office);
  expectRan(campaign, /new: 5/);
  quote(campaign.told);
  expectRan(await importIncidents(office));
  expectRan(await importDrills(office));

  step("He sends the newsletter to everybody on the roster, with a GitHub account or without.");
  const sent = await sendNewsletter(office);
  expectRan(sent, /Sent: delivered 10, undeliverable 3/, 1);
  quote(sent.told);
  tell("Three contractors have no address in their file: the command ends with 1, and R-11 counts them.");
  const { mails } = office.mailbox();
  const to = mails.flatMap((mail) => mail.to);
  for (const address of ["mira@acme.example", "fin@acme.example", "sia@kern.example"])
    assert.ok(to.includes(address), `${address} got no newsletter`);
  assert.ok(!to.includes("ada@acme.example"), "Ada got a newsletter after her last day");
  const [newest] = mails.slice(-1);
  assert.ok(newest);
  tell(`A mail server took ${mails.length} mails. What ${newest.to.join(", ")} reads begins:`);
  const [beginning = ""] = (partsOf(newest)[0] ?? "").split("\n\n");
  quote(withoutLinks(beginning));
}

export async function tellPolicies(office: Office, { step, tell }: Teller): Promise<void> {
  step("The training policy is written from what the gate enforces. Sam puts his name under it.");
  const { version, ...ran } = await approvePolicy(office);
  expectRan(ran);
  tell(`Version ${version} is approved.`);

  step("Mira accepts a policy that the company keeps elsewhere: acceptable use, by the hash of its text.");
  const { html } = await acceptListed(office);
  assert.match(html, /You accepted this text on/);
  tell("The page says that she accepted this text, and when.");
}

/** The programme, looked at once a year by two people. */
export async function tellReview(office: Office, { step, tell, quote }: Teller): Promise<void> {
  step("The annual review: Sam opens it, settles it item by item, and signs. Leo approves.");
  const review = await openReview(office);
  for (const { status, url } of await settleReview(review)) assert.equal(status, 200, url);
  assert.equal((await signReview(review)).status, 200);
  assert.match((await approveReview(office, review)).html, /Approved/);
  const listed = await runIn(office, "review", "list");
  expectRan(listed, /approved/);
  tell(`${REVIEW_ITEMS.length} items were settled with a comment each: ${REVIEW_ITEMS.join(", ")}.`);
  quote(listed.told);

  step("Is the gate real? doctor says where it is decoration.");
  const looked = await runIn(office, "doctor", "--org", "acme");
  expectRan(looked, /The gate is decoration on/, 1);
  const [, table = "", ...rest] = looked.told.split("\n\n");
  quote(`${table}\n\n${rest.at(-1)}`);
}
