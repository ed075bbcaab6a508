import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../src/domain/clock.ts";
import { teamOf, userOf } from "../sandbox/github/find.ts";
import type { CheckRun, PullRequest } from "../sandbox/github/state.ts";
import { runBeside } from "./flow-cli.ts";
import type { Mailbox } from "./mailbox.ts";
import { dayIn } from "./office.ts";
import type { Product } from "./product.ts";
import { ADA, EMPLOYEES, HRIS, MENDED, NOVA, PROGRAMME_REPOSITORY, ROSTER_FILES } from "./programme.ts";

/** Where the story of the programme happens. What a test starts later than it says so is asked for. */
export interface Office {
  readonly product: Product;
  /** The folder of the person at the command line. */
  readonly home: string;
  readonly mailbox: () => Mailbox;
  readonly clock?: Clock;
}

export interface Ran {
  readonly code: number;
  readonly told: string;
  readonly complaints: string;
}

export type Source = keyof typeof ROSTER_FILES;

/** One command, and all that it causes. */
export async function runIn({ product, mailbox, clock }: Office, ...args: readonly string[]): Promise<Ran> {
  const environment = { SMTP_URL: mailbox().url, MAIL_FROM: "gate@acme.example" };
  const { code, told, complaints } = await runBeside(product, args, { environment, ...(clock && { clock }) });
  await product.settled();
  return { code, told, complaints: complaints.join("\n") };
}

/** A file in the folder of the person at the command line, as a spreadsheet writes it. */
export async function saveIn({ home }: Office, name: string, lines: readonly string[]): Promise<string> {
  await writeFile(join(home, name), `${lines.join("\r\n")}\r\n`);
  return join(home, name);
}

async function importRoster(
  office: Office,
  source: Source,
  { name, lines }: { readonly name: string; readonly lines: readonly string[] },
): Promise<Ran> {
  const file = await saveIn(office, name, lines);
  return runIn(office, "roster", "import", file, "--source", source, "--by", "sam");
}

/** The file of this source with its five bad lines. */
export function importFirst(office: Office, source: Source): Promise<Ran> {
  const { heading, good, bad } = ROSTER_FILES[source];
  return importRoster(office, source, {
    name: `${source}.csv`,
    lines: [heading, ...good, ...bad.map(([line]) => line)],
  });
}

/** What was said of lines, and what has to be. */
export function refusalsIn({ complaints }: Ran): readonly string[] {
  return complaints.split("\n").filter((line) => line.startsWith("line "));
}

export function refusalsOf(source: Source): readonly string[] {
  const { good, bad } = ROSTER_FILES[source];
  return bad.map(([, reason], index) => `line ${good.length + 2 + index}: ${reason}`);
}

/** The contractor's rejected lines alone, mended by hand. */
export async function importMended(office: Office): Promise<Ran> {
  const rejected = await readFile(join(office.home, "contractor.csv.rejected.csv"), "utf8");
  const mended = MENDED.reduce((text, [wrong, right]) => text.replace(wrong, right), rejected);
  return importRoster(office, "contractor", { name: "mended.csv", lines: [mended.trimEnd()] });
}

/** Whose account no file names. */
export const linkLeo = (office: Office): Promise<Ran> =>
  runIn(office, "person", "link", "--login", "leo", "--roster", "E5", "--source", "hris", "--by", "sam");

/** Who is linked with an account, and by what. */
export async function linksOf({ product }: Office): Promise<readonly (readonly [key: string, by: string | null])[]> {
  const members = await product.database.db.rosterMember.findMany({ orderBy: { key: "asc" } });
  return members.filter(({ linkedBy }) => linkedBy !== null).map(({ key, linkedBy }) => [key, linkedBy] as const);
}

export async function openPull({ product }: Office, as: string, repository = PROGRAMME_REPOSITORY) {
  const opened = product.github.actions.openPullRequest({ as, repository, commits: [{}] });
  await product.settled();
  return opened;
}

export function checkOf({ product: { github } }: Office, pull: PullRequest): CheckRun | undefined {
  const name = github.state.repositories.get(pull.repositoryId)?.name;
  return github.latestRun(`acme/${name}`, pull.headSha);
}

/** In the team whose seats wait for training. */
export function isSeated({ product: { github } }: Office, login: string): boolean {
  const [acme] = github.state.organizations.values();
  return acme !== undefined && teamOf(acme, "payments").members.has(userOf(github.state, login).id);
}

/** Nova joins, and stands in the next file. */
export async function hireNova(office: Office): Promise<Ran> {
  const { product } = office;
  product.github.actions.createAccount({ login: "nova" });
  product.github.actions.addMember({ as: "sam", user: "nova" });
  await product.settled();
  return importRoster(office, "hris", { name: "hris-2.csv", lines: [HRIS, ...EMPLOYEES, NOVA] });
}

export async function seatNova({ product }: Office): Promise<void> {
  product.github.actions.addToTeam({ as: "sam", team: "payments", user: "nova" });
  await product.settled();
}

/** The next file says that yesterday was Ada's last day. */
export async function endAda(office: Office): Promise<Ran> {
  const others = EMPLOYEES.filter((line) => line !== ADA);
  const lines = [HRIS, ...others, NOVA, `${ADA}${dayIn(-1)}`];
  const ran = await importRoster(office, "hris", { name: "hris-3.csv", lines });
  await office.product.sweep();
  return ran;
}

/** A waiver for Jo: Leo is to approve what `by` asks for. */
export function askWaiver(office: Office, by: string): Promise<Ran> {
  const waiver = ["waiver", "add", "--person", "jo", "--layer", "developer", "--until", dayIn(7)];
  const where = ["--repositories", "payments-*", "--reason", "Ships the fix before the course"];
  return runIn(office, ...waiver, ...where, "--requested-by", by, "--approved-by", "leo");
}
