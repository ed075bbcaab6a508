import { escapeMarkdown, MAX_SUMMARY_CHARS } from "../../gate/summary.ts";
import type { Problem } from "../../policy/problem.ts";
import { type Annotation, type CheckOutput, POLICY_PATH } from "../github-port.ts";

/** GitHub takes so many annotations in one request: https://docs.github.com/en/rest/checks/runs#create-a-check-run */
const ANNOTATIONS = 50;

/** What a check says of a policy that cannot be used: each problem on its line, and all of them in a list. */
export function problemsOutput(problems: readonly Problem[]): CheckOutput {
  const lines = problems.map((problem) => `- ${placeOf(problem)}: ${escapeMarkdown(sentenceOf(problem))}`);
  const summary = [
    "This file cannot be used. Merged as it is, what is in force now stays in force.",
    lines.join("\n"),
    "`training-gate policy check` tells the same on your machine.",
  ].join("\n\n");
  return {
    conclusion: "failure",
    title: problems.length === 1 ? "The policy has a problem" : `The policy has ${problems.length} problems`,
    summary: summary.slice(0, MAX_SUMMARY_CHARS),
    text: null,
    detailsUrl: null,
    externalId: "",
    annotations: problems.slice(0, ANNOTATIONS).map(annotationOf),
  };
}

/** A problem that the deployment's file has part in stands at the top of the one that is changed here. */
function annotationOf(problem: Problem): Annotation {
  const isHere = problem.source === POLICY_PATH;
  const message = sentenceOf(problem);
  return { path: POLICY_PATH, line: isHere ? problem.line : 1, title: problem.path.slice(0, 255), message };
}

/** Where the deployment's own file lies is nobody's business here. */
function placeOf({ source, line }: Problem): string {
  return source === POLICY_PATH ? `line ${line}` : `the deployment's app.yml, line ${line}`;
}

function sentenceOf({ path, message, remedy }: Problem): string {
  const subject = path === "" ? "" : `${path} `;
  return `${subject}${message}${remedy === undefined ? "" : `. ${remedy}`}`;
}
