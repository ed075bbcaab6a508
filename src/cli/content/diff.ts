import { resolve } from "node:path";
import { readConfig } from "../../config.ts";
import { type CourseDiff, diffCourse } from "../../training/course-diff.ts";
import { type Curriculum, findCourse, listCourses } from "../../training/curriculum.ts";
import { loadCurriculum } from "../../training/load.ts";
import { formatProblem } from "../../training/problem.ts";
import { withChanges } from "../changes.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { UsageError } from "../failure.ts";

export interface DiffContent {
  /** What to compare with; what is in force if left out. */
  readonly folder?: string | undefined;
  readonly json?: boolean;
}

/**
 * The content's folders against those of an earlier release, or against what is in force: which new version each course
 * deserves, and why. The answer is no where its course.yml says less.
 */
export async function diffContent(cli: Cli, { folder, json = false }: DiffContent): Promise<ExitCode> {
  const { terminal } = cli;
  const here = await loaded(readConfig(terminal.environment(), []).content.folders);
  const before =
    folder === undefined
      ? await withChanges(cli, (changes) => changes.contentInForce())
      : await loaded([resolve(terminal.folder, folder)]);
  const diffs = listCourses(here).flatMap((course) => {
    const known = findCourse(before, course.id);
    return known ? [diffCourse(known, course)] : [];
  });
  const fresh = listCourses(here).filter(({ id }) => !findCourse(before, id));
  const gone = listCourses(before).filter(({ id }) => !findCourse(here, id));
  if (json) terminal.tell(JSON.stringify({ courses: diffs, new: fresh.map(idOf), gone: gone.map(idOf) }));
  else {
    const lines = [
      ...diffs.flatMap(linesOf),
      ...fresh.map(({ id, version }) => `${id} ${version}: new`),
      ...gone.map(({ id, version }) => `${id} ${version}: gone`),
    ];
    terminal.tell(lines.join("\n"));
  }
  const problems = diffs.flatMap(({ id, problems }) => problems.map((problem) => `${id}: ${problem}`));
  if (!json) for (const problem of problems) terminal.complain(problem);
  return problems.length === 0 ? 0 : 1;
}

async function loaded(folders: readonly string[]): Promise<Curriculum> {
  const found = await loadCurriculum({ folders });
  if (found.ok) return found.curriculum;
  throw new UsageError(["The content cannot be read:", ...found.problems.map(formatProblem)].join("\n"));
}

function linesOf({ id, from, to, deserves, differences }: CourseDiff): readonly string[] {
  if (deserves === null) return [`${id} ${to}: as it was`];
  const versions = from === to ? `still ${to}` : `${from} to ${to}`;
  return [
    `${id}: deserves a ${deserves} version (${versions})`,
    ...differences.map(({ bump, text }) => `  ${bump.padEnd(5)}  ${text}`),
  ];
}

function idOf({ id }: { readonly id: string }): string {
  return id;
}
