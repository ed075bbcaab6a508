import { openExceptions } from "../../src/app.ts";
import { runCli } from "../../src/cli/main.ts";
import { aCli } from "../cli/a-cli.ts";
import type { Browser } from "../sandbox/browser.ts";
import { createLearner } from "../sandbox/learner.ts";
import type { Flow } from "./flow.ts";
import type { Product } from "./product.ts";

/** Sam and Leo are admins; Leo, Jo and Ada approve waivers; Audrey audits. */
export const TWO_PEOPLE = `
  mode: block
  require:
    - { who: { access: any }, layers: [developer] }
    - { who: { opens: pull_request }, layers: [developer] }
  roles:
    admin: { teams: [platform, security] }
  waivers: { longest: 180d, approvers: { teams: [security, frontend] } }
`;

/** The command line, on the database of the flow. */
export async function runOn(flow: Flow, args: readonly string[], folder?: string) {
  const env = { DATABASE_URL: flow.database.url };
  const cli = aCli({ env, app: { openExceptions }, ...(folder !== undefined && { folder }) });
  const code = await runCli(args, cli);
  return { code, told: cli.told.join("\n"), complaints: cli.complaints.join("\n") };
}

/** Somebody signed in, with a browser of their own. */
export async function signedIn({ app, github }: Pick<Product, "app" | "github">, login: string): Promise<Browser> {
  const { browser, signIn } = await createLearner({ app: app.url, github: github.url }, login);
  await signIn();
  return browser;
}

/** A day so many from now, `YYYY-MM-DD`. */
export function dayIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** The entries of these types, oldest first. */
export async function entriesOf({ database }: Pick<Product, "database">, ...types: readonly string[]) {
  const rows = await database.db.logEntry.findMany({
    where: { type: { in: [...types] } },
    orderBy: { seq: "asc" },
  });
  return rows.map(({ body }) => JSON.parse(body) as Readonly<Record<string, unknown>>);
}
