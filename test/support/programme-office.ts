import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { REVIEW_ITEMS } from "../../src/programme/review/review.ts";
import type { Browser, Page } from "../sandbox/browser.ts";
import { dayIn, signedIn } from "./office.ts";
import { ACCEPTABLE_USE_SHA256, phishingFile } from "./programme.ts";
import { type Office, type Ran, runIn, saveIn } from "./programme-people.ts";

const SCRIPT = join(import.meta.dirname, "../flows/verify-evidence.sh");
const VERIFY_MS = 120_000;

/** All but R-19, which is a sample and an export of its own. */
export const REPORTS = Array.from({ length: 21 }, (_, index) => `R-${String(index + 1).padStart(2, "0")}`).filter(
  (id) => id !== "R-19",
);

const importAwareness = (office: Office, kind: string, file: string, ...more: readonly string[]) =>
  runIn(office, "awareness", "import", file, "--kind", kind, "--by", "sam", ...more);

/** Five people got a mail that was no mail of ours; one clicked, three reported it. */
export async function importPhishing(office: Office): Promise<Ran> {
  const lines = phishingFile([
    ["mira", "Clicked Link", false],
    ["jo", "Email Opened", false],
    ["sam", "Email Sent", true],
    ["fin", "Email Sent", true],
    ["nova", "Email Sent", true],
  ]);
  const file = await saveIn(office, "phishing.csv", lines);
  return importAwareness(office, "phishing", file, "--map", "gophish", "--campaign", "Autumn");
}

export async function importIncidents(office: Office): Promise<Ran> {
  const lines = ["date,count,minutes", `${dayIn(-2)},2,`, `${dayIn(-1)},,12`];
  return importAwareness(office, "incidents", await saveIn(office, "incidents.csv", lines));
}

export async function importDrills(office: Office): Promise<Ran> {
  const lines = ["date,kind,participants", `${dayIn(-4)},Lost laptop,6`];
  return importAwareness(office, "drills", await saveIn(office, "drills.csv", lines));
}

export const sendNewsletter = (office: Office): Promise<Ran> =>
  runIn(office, "awareness", "send", "2026-12-report-early", "--by", "sam");

/** Sam puts his name under the newest version of the training policy. */
export async function approvePolicy(office: Office): Promise<Ran & { readonly version: number }> {
  const shown = await runIn(office, "training-policy", "show", "--json");
  const { version } = JSON.parse(shown.told) as { readonly version: number };
  const by = ["--by", "sam", "--name", "Sam Ilves"];
  return { ...(await runIn(office, "training-policy", "approve", String(version), ...by)), version };
}

/** Mira reads the listed policy, and types her name under it. */
export async function acceptListed({ product }: Office): Promise<Page> {
  const mira = await signedIn(product, "mira");
  await mira.get(`${product.app.url}/policies`);
  const accept = { policy: "acceptable-use", sha256: ACCEPTABLE_USE_SHA256, org: "", typed_name: "Mira Novak" };
  const page = await mira.submit("/policies/accept", accept);
  await product.settled();
  return page;
}

/** A review that Sam opened. */
export interface OpenReview {
  readonly sam: Browser;
  readonly url: string;
}

export async function openReview({ product }: Office): Promise<OpenReview> {
  const sam = await signedIn(product, "sam");
  await sam.get(`${product.app.url}/admin/reviews`);
  const { html } = await sam.submit(actionOf(sam, "open"), {});
  const path = /\/admin\/reviews\/[0-9a-f-]{36}/.exec(html)?.[0] ?? "";
  return { sam, url: `${product.app.url}${path}` };
}

/** Item by item, with a comment each. */
export async function settleReview({ sam, url }: OpenReview): Promise<readonly Page[]> {
  await sam.get(url);
  const settle = actionOf(sam, "settle");
  const pages: Page[] = [];
  for (const item of REVIEW_ITEMS) pages.push(await sam.submit(settle, { item, comment: `Looked at ${item}` }));
  return pages;
}

export async function signReview({ sam, url }: OpenReview): Promise<Page> {
  await sam.get(url);
  return sam.submit(actionOf(sam, "sign"), { typed_name: "Sam Ilves" });
}

export async function approveReview({ product }: Office, { url }: OpenReview): Promise<Page> {
  const leo = await signedIn(product, "leo");
  await leo.get(url);
  return leo.submit(actionOf(leo, "approve"), { typed_name: "Leo Marsh" });
}

/** All reports but the sample, of the last month. */
export function exportPack(office: Office, folder: string): Promise<Ran> {
  const days = ["--from", dayIn(-30), "--to", dayIn(0), "--by", "sam"];
  return runIn(office, "evidence", "export", ...days, "--out", folder);
}

/** Three rows of R-04, drawn by a seed that the auditor names. */
export function exportSample(office: Office, folder: string): Promise<Ran> {
  const asked = ["--report", "R-04", "--n", "3", "--seed", "audit 2027/1", "--by", "sam"];
  return runIn(office, "evidence", "sample", ...asked, "--out", folder);
}

/** Checks a pack by tools that know nothing of us. */
export function verifyPack(folder: string): { readonly code: number | null; readonly told: string } {
  const args = [SCRIPT, folder, join(folder, "log/log.vkey")];
  const { status, stdout, stderr } = spawnSync("sh", args, { encoding: "utf8", timeout: VERIFY_MS });
  return { code: status, told: `${stdout}${stderr}` };
}

/** Where a form on the page leads that does this to a review. */
function actionOf(browser: Browser, step: string): string {
  const found = new RegExp(`action="(/admin/reviews/[^"]*${step}[^"]*)"`).exec(browser.page().html)?.[1];
  if (!found) throw new Error(`No form here would ${step} a review: ${browser.page().url}`);
  return found.replaceAll("&amp;", "&");
}
