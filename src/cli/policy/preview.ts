import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { blockedAtWorst, type Preview, type PreviewedPerson } from "../../gate/preview.ts";
import { formatProblem, type Problem } from "../../policy/problem.ts";
import { organisations, withChanges } from "../changes.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { type Cell, formatTable } from "../table.ts";
import { asUnreadable } from "../unreadable.ts";

export interface PreviewPolicy {
  readonly file: string;
  readonly org?: string;
  readonly json?: boolean;
}

interface Previewed {
  readonly organisation: string;
  readonly digest: string;
  readonly preview: Preview;
  readonly wouldBeHeld: boolean;
}

/** Who and what a policy would change. The answer is no where it would newly block a pull request. */
export async function previewPolicy(cli: Cli, { file, org, json = false }: PreviewPolicy): Promise<ExitCode> {
  const { terminal } = cli;
  const text = await readText(resolve(terminal.folder, file), file);
  return withChanges(cli, async (changes) => {
    const previews: Previewed[] = [];
    for (const installation of await organisations(changes.stores, org)) {
      const result = await changes.previewFile(installation, { source: file, text });
      if (!result.ok) return refuse(cli, result.problems, json);
      const { digest, preview, wouldBeHeld } = result.previewed;
      previews.push({ organisation: installation.orgLogin, digest, preview, wouldBeHeld });
    }
    terminal.tell(json ? JSON.stringify(previews) : previews.map(textOf).join("\n\n"));
    return previews.every(({ preview }) => blockedAtWorst(preview) === 0) ? 0 : 1;
  });
}

function refuse({ terminal }: Cli, problems: readonly Problem[], json: boolean): ExitCode {
  if (json) terminal.tell(JSON.stringify({ ok: false, problems }));
  else for (const problem of problems) terminal.complain(formatProblem(problem));
  return 2;
}

function textOf({ organisation, preview, wouldBeHeld }: Previewed): string {
  return [organisation, ...tablesOf(preview), closing(preview, wouldBeHeld)].join("\n\n");
}

/** Nothing where nothing changes. */
export function tablesOf({ repositories, people }: Preview): readonly string[] {
  const rows = repositories.map(({ repository, newlyBlocked, newlyOpen, undecided }): Cell[] => [
    repository,
    newlyBlocked,
    newlyOpen,
    undecided,
  ]);
  const heading = ["repository", "newly blocked", "newly open", "cannot be told"];
  const persons = people.map((person): Cell[] => [
    `@${person.login}`,
    person.newly === "withheld" ? "blocked" : "asked, merges",
    person.needs.join(", "),
    placesOf(person),
  ]);
  return [
    ...(rows.length > 0 ? [formatTable([heading, ...rows])] : []),
    ...(persons.length > 0 ? [formatTable([["who", "newly", "needs", "pull requests"], ...persons])] : []),
  ];
}

function placesOf({ pulls }: PreviewedPerson): string {
  const shown = pulls.slice(0, 5).map(({ repository, number }) => `${repository}#${number}`);
  return pulls.length > shown.length ? `${shown.join(", ")} and ${pulls.length - shown.length} more` : shown.join(", ");
}

function closing({ newlyBlocked, undecided, open, people }: Preview, wouldBeHeld: boolean): string {
  const withheld = people.filter(({ newly }) => newly === "withheld").length;
  const unsure = undecided.length === 0 ? "" : ` Of ${undecided.length} more it cannot be told.`;
  const held = wouldBeHeld ? " That is over the cap: the policy would be held until `policy release` lets it in." : "";
  return `${newlyBlocked.length} of ${open} open pull requests would newly block, for ${withheld} people.${unsure}${held}`;
}

async function readText(path: string, shown: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw asUnreadable(error, shown, "Name the file that you mean to merge");
  }
}
