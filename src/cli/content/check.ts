import { readConfig } from "../../config.ts";
import { findHighPins, findUnknownModules } from "../../policy/known-courses.ts";
import { courseIds } from "../../policy/pin.ts";
import type { Policy } from "../../policy/policy.ts";
import { formatProblem as formatPolicyProblem, pathText } from "../../policy/problem.ts";
import { loadNewsletters } from "../../programme/awareness/load.ts";
import { loadPolicyTexts } from "../../programme/load.ts";
import {
  type CurriculumCheck,
  checkCurriculum,
  type ModuleRow,
  type Requirement,
  type Sums,
} from "../../training/check.ts";
import type { Curriculum } from "../../training/curriculum.ts";
import { listCourses } from "../../training/curriculum.ts";
import { loadCurriculum } from "../../training/load.ts";
import { formatProblem } from "../../training/problem.ts";
import type { Staged } from "../../training/staging.ts";
import { withChanges } from "../changes.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { readPolicies } from "../policy/files.ts";
import { type Cell, formatTable } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { plainStaged, stagedTable } from "./publish.ts";

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
  const awareness = await loadNewsletters(content.folders);
  const policyTexts = await loadPolicyTexts(content.folders);
  const check = loaded.ok
    ? checkCurriculum(loaded.curriculum, {
        requirements: policy.ok ? requirementsOf(policy.layered.policy) : undefined,
        mapping: loaded.mapping,
      })
    : undefined;
  const problems = [
    ...(policy.ok ? [] : policy.problems.map(formatPolicyProblem)),
    ...(loaded.ok ? [] : loaded.problems.map(formatProblem)),
    ...(policyTexts.ok ? [] : policyTexts.problems.map(formatProblem)),
    ...(awareness.ok ? [] : awareness.problems.map(formatProblem)),
    ...(check?.failures ?? []),
    ...(loaded.ok && policy.ok ? pinnedTooHigh(policy.layered.policy, loaded.curriculum) : []),
    ...(loaded.ok && policy.ok ? modulesAbsent(policy.layered.policy, loaded.curriculum) : []),
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

function pinnedTooHigh(policy: Policy, curriculum: Curriculum): readonly string[] {
  return findHighPins(policy, listCourses(curriculum)).map(({ message, remedy, path }) => {
    const layer = path[2] ?? "";
    return `${layer}: ${message}. ${remedy}`;
  });
}

function modulesAbsent(policy: Policy, curriculum: Curriculum): readonly string[] {
  const known = listCourses(curriculum).map(({ id, modules }) => ({ id, modules: modules.map((module) => module.id) }));
  return findUnknownModules(policy, known).map(
    ({ message, remedy, path }) => `${pathText(path)} ${message}. ${remedy}`,
  );
}

/**
 * What has to be passed together is what opens a layer: a rule that asks for two layers lets each be passed in its own
 * time. Each course that follows is a matter of its own, since the gate stays open meanwhile.
 */
function requirementsOf({ layers }: Policy): readonly Requirement[] {
  return Object.entries(layers).flatMap(([name, { courses, then = [] }]) => [
    { name, courses: courseIds(courses) },
    ...courseIds(then).map((id) => ({ name, courses: [id], paced: true })),
  ]);
}

function tablesOf(check: CurriculumCheck): string {
  return [sizesOf(check), minutesTable(check)].join("\n\n");
}

function sizesOf({ courses, total }: CurriculumCheck): string {
  const heading = ["course", "objectives", "questions", "words", "pairs", "clauses"];
  const rows = courses.flatMap((course): Cell[][] => [
    [`${course.layer}/${course.id} ${course.version}`, ...figuresOf(course)],
    ...course.modules.map((module) => [`  ${module.id}`, ...figuresOf(module)]),
  ]);
  const all = [`all: ${total.courses} courses, ${total.modules} modules`, ...figuresOf(total)];
  return formatTable([heading, ...rows, all]);
}

function figuresOf({ objectives, questions, words, pairs, clauses }: Sums | ModuleRow): readonly Cell[] {
  return [objectives, questions, words, pairs, clauses];
}

function minutesTable({ requirements }: CurriculumCheck): string {
  const heading = ["requirement", "courses", "minutes by reading", "by test-out", "to renew"];
  const rows = requirements.map(({ name, courses, paced, each, minutes, budget }): Cell[] => [
    paced ? `${name}, then` : name,
    `${courses.join(", ")}${each === "module" ? ", a module" : ""}`,
    `${minutes.reading} of ${budget.reading}`,
    `${minutes.testOut} of ${budget.testOut}`,
    `${minutes.renewal} of ${budget.renewal}`,
  ]);
  return formatTable([heading, ...rows]);
}
