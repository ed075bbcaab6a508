import { readConfig } from "../config.ts";
import { findHighPins } from "../policy/known-courses.ts";
import { courseIds } from "../policy/pin.ts";
import type { Policy } from "../policy/policy.ts";
import { formatProblem as formatPolicyProblem } from "../policy/problem.ts";
import { type CurriculumCheck, checkCurriculum, type Requirement } from "../training/check.ts";
import type { Curriculum } from "../training/curriculum.ts";
import { findCourse, listCourses } from "../training/curriculum.ts";
import { loadCurriculum } from "../training/load.ts";
import { formatProblem } from "../training/problem.ts";
import type { Staged } from "../training/staging.ts";
import { withChanges } from "./changes.ts";
import type { Cli, ExitCode } from "./cli.ts";
import { plainStaged, stagedTable } from "./content-publish.ts";
import { readPolicies } from "./policy-files.ts";
import { type Cell, formatTable } from "./table.ts";
import type { Terminal } from "./terminal.ts";

export interface CheckContent {
  readonly json?: boolean;
  /** Compares with what is in force too, which takes the database. */
  readonly staged?: boolean;
}

/** The content by itself, and against what the policy asks for. The answer is no on any problem. */
export async function checkContent(cli: Cli, { json = false, staged = false }: CheckContent): Promise<ExitCode> {
  const { terminal } = cli;
  const { content } = readConfig(terminal.environment(), []);
  const policy = await readPolicies(terminal, {});
  const loaded = await loadCurriculum(content);
  const check = loaded.ok
    ? checkCurriculum(loaded.curriculum, policy.ok ? requirementsOf(policy.layered.policy) : undefined)
    : undefined;
  const problems = [
    ...(policy.ok ? [] : policy.problems.map(formatPolicyProblem)),
    ...(loaded.ok ? [] : loaded.problems.map(formatProblem)),
    ...(check?.failures ?? []),
    ...(loaded.ok && policy.ok ? problemsBetween(policy.layered.policy, loaded.curriculum) : []),
  ];
  const waiting = staged && loaded.ok ? await listStaged(cli) : undefined;
  tell(terminal, { json, problems, check, waiting });
  return problems.length === 0 ? 0 : 1;
}

interface Checked {
  readonly json: boolean;
  readonly problems: readonly string[];
  readonly check: CurriculumCheck | undefined;
  readonly waiting: readonly Staged[] | undefined;
}

function tell(terminal: Terminal, { json, problems, check, waiting }: Checked): void {
  if (json) {
    const staged = waiting && { staged: plainStaged(waiting) };
    terminal.tell(JSON.stringify({ ok: problems.length === 0, problems, ...check, ...staged }));
    return;
  }
  if (check) terminal.tell(tablesOf(check));
  if (waiting) terminal.tell(waiting.length > 0 ? `\n${stagedTable(waiting)}` : "\nNothing is staged.");
  for (const problem of problems) terminal.complain(problem);
}

async function listStaged(cli: Cli): Promise<readonly Staged[]> {
  return withChanges(cli, async (changes) => (await changes.previewContent([])).staged);
}

function problemsBetween(policy: Policy, curriculum: Curriculum): readonly string[] {
  return [...absentLater(policy, curriculum), ...pinnedTooHigh(policy, curriculum)];
}

function pinnedTooHigh(policy: Policy, curriculum: Curriculum): readonly string[] {
  return findHighPins(policy, listCourses(curriculum)).map(({ message, remedy, path }) => {
    const layer = path[2] ?? "";
    return `${layer}: ${message}. ${remedy}`;
  });
}

/** What has to be passed together is a layer: a rule that asks for two lets each be passed in its own time. */
function requirementsOf({ layers }: Policy): readonly Requirement[] {
  return Object.entries(layers).map(([name, { courses }]) => ({ name, courses: courseIds(courses) }));
}

/** Courses that follow while the gate stays open have no time to keep to, but must be there. */
function absentLater({ layers }: Policy, curriculum: Curriculum): readonly string[] {
  return Object.entries(layers).flatMap(([name, { then = [] }]) =>
    then
      .filter((id) => findCourse(curriculum, id) === undefined)
      .map((id) => `${name}: there is no course ${id}, which \`then\` names`),
  );
}

function tablesOf({ courses, requirements, budget }: CurriculumCheck): string {
  const heading = ["course", "modules", "objectives", "questions", "words"];
  const sizes = courses.flatMap(({ layer, id, version, modules, objectives, questions, words }): Cell[][] => [
    [`${layer}/${id} ${version}`, modules.length, objectives, questions, words],
    ...modules.map((module) => [`  ${module.id}`, "", module.objectives, module.questions, module.words]),
  ]);
  const minutes = requirements.map(({ name, courses, minutes }): Cell[] => [
    name,
    courses.join(", "),
    minutes.reading,
    minutes.testOut,
    minutes.renewal,
  ]);
  const limits = ["at most", "", budget.reading, budget.testOut, budget.renewal];
  return [
    formatTable([heading, ...sizes]),
    formatTable([["requirement", "courses", "min by reading", "by test-out", "to renew"], ...minutes, limits]),
  ].join("\n\n");
}
