import { sha256OfJson } from "../../domain/canonical-json.ts";
import { accountId, type OrgId } from "../../domain/ids.ts";
import type { ImportRow } from "../../domain/stores/exceptions.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import type { Account } from "../../domain/stores/people.ts";
import type { RejectedRow, ToldCompletion, ToldCompletions } from "../../training/completions/read-rows.ts";
import type { ImportCandidate, ImportPreview } from "./port.ts";

type Stores = Pick<OutsideStores, "people" | "imports" | "roster">;
type Who = ToldCompletion["who"];

/** Who each row is about, and whether it is new. A row about nobody who is known here is rejected. */
export async function previewImport(
  file: Pick<ImportPreview, "org" | "source" | "method" | "fileSha256">,
  { told, rejected, passedOver }: ToldCompletions,
  stores: Stores,
): Promise<ImportPreview> {
  const personOf = await findPeople(file.org, told, stores);
  const found: ImportCandidate[] = [];
  const unknown: RejectedRow[] = [];
  for (const row of told) {
    const known = personOf(row.who);
    if (known) found.push({ ...toRow(row, known.person), login: known.login });
    else unknown.push({ line: row.line, reason: reasonFor(row.who) });
  }
  const candidates = await newAmong(found, stores);
  return {
    ...file,
    candidates,
    rejected: [...rejected, ...unknown].sort((a, b) => a.line - b.line),
    known: found.length - candidates.length,
    passedOver,
  };
}

/** The same completion is the same row in whichever file: who, what and when; not what stands beside that. */
function toRow({ who: _, ...row }: ToldCompletion, person: ImportRow["person"]): ImportRow {
  const { courseId, courseVersion, completedAt } = row;
  const rowSha256 = sha256OfJson({ person, courseId, courseVersion, completedAt: completedAt.toISOString() });
  return { ...row, person, rowSha256 };
}

async function newAmong(found: readonly ImportCandidate[], { imports }: Stores): Promise<readonly ImportCandidate[]> {
  const known = new Set(await imports.knownAmong(found.map(({ rowSha256 }) => rowSha256)));
  return found.filter(({ rowSha256 }) => {
    if (known.has(rowSha256)) return false;
    known.add(rowSha256);
    return true;
  });
}

interface Known {
  readonly person: ImportRow["person"];
  /** Null for somebody of the roster who has none. */
  readonly login: string | null;
}

async function findPeople(
  org: OrgId,
  told: readonly ToldCompletion[],
  { people, roster }: Stores,
): Promise<(who: Who) => Known | undefined> {
  const texts = (is: Who["is"]) => [...new Set(told.filter(({ who }) => who.is === is).map(({ who }) => who.text))];
  const byEmail = await people.findByEmail(texts("email"));
  const ids = texts("id")
    .filter(isId)
    .map((text) => accountId(Number(text)));
  const byId = new Map((await people.findAccounts(ids)).map((account) => [String(account.id), account]));
  const byLogin = new Map<string, Account>();
  for (const login of texts("login")) {
    const account = await people.findAccountByLogin(login.replace(/^@/, ""));
    if (account) byLogin.set(login, account);
  }
  const byKey = new Map<string, Known>();
  for (const { who } of told.filter((row) => row.who.is === "roster")) {
    const member = await roster.find(org, who.source, who.text);
    if (!member) continue;
    const [account] = await people.accountsOfAll([member.person]);
    byKey.set(`${who.source}:${who.text}`, { person: member.person, login: account?.login ?? null });
  }
  return ({ is, source, text }) => {
    if (is === "roster") return byKey.get(`${source}:${text}`);
    const account = is === "email" ? byEmail.get(text.toLowerCase()) : (is === "id" ? byId : byLogin).get(text);
    return account?.person ? { person: account.person, login: account.login } : undefined;
  };
}

function isId(text: string): boolean {
  return /^[1-9]\d{0,14}$/.test(text);
}

function reasonFor({ is, source, text }: Who): string {
  const what = JSON.stringify(text);
  if (is === "roster") return `the roster (${source}) has nobody by the key ${what}: import it first`;
  if (is === "email") return `nobody here has the address ${what}: an address is known once its owner has signed in`;
  return is === "login" ? `nobody here has the login ${what}` : `nobody here has the account id ${what}`;
}
