import { readFile } from "node:fs/promises";
import type { Config } from "./config.ts";
import { GateError } from "./domain/errors.ts";
import type { PolicyFile } from "./policy/layer.ts";
import { parsePolicy } from "./policy/parse.ts";
import { loadNewsletters } from "./programme/awareness/load.ts";
import type { Newsletter } from "./programme/awareness/newsletter.ts";
import { loadPolicyTexts, type PolicyTexts } from "./programme/load.ts";
import { loadCurriculum } from "./training/load.ts";
import type { Mapping } from "./training/mapping/mapping.ts";
import type { ParsedOrganisation } from "./training/parse-organisation.ts";
import { formatProblem } from "./training/problem.ts";
import type { CourseSource } from "./training/staging.ts";

/** Content or policy that does not load. Every problem has been logged with its place. */
class UnsoundFilesError extends GateError {
  override readonly name = "UnsoundFilesError";
  override readonly remedy = "operator";

  constructor(what: string, problems: readonly string[]) {
    super(`${what} cannot be used`, { problems: problems.join("\n") });
  }
}

/** What is read from disk at start: the courses and the deployment's policy. */
export interface Files {
  /** What lies in the content's folders. What is in force of it, the database says. */
  readonly content: readonly CourseSource[];
  /** What the organisation says of itself; null without its file. */
  readonly organisation: ParsedOrganisation | null;
  readonly mapping: Mapping;
  readonly policy: PolicyFile;
  /** The frame of the training policy, and which policies there are besides. */
  readonly policyTexts: PolicyTexts;
  /** What lies ready to be sent, newest first. */
  readonly newsletters: readonly Newsletter[];
}

/** Throws `UnsoundFilesError` with every problem at once. */
export async function loadFiles(config: Config): Promise<Files> {
  const content = await loadCurriculum({ folders: config.content.folders });
  if (!content.ok)
    throw new UnsoundFilesError(
      "The content",
      content.problems.map(({ file, message }) => `${file}: ${message}`),
    );
  const source = config.policy.file;
  const policy = parsePolicy({ source, text: await readFile(source, "utf8") });
  if (!policy.ok) {
    throw new UnsoundFilesError(
      "The policy",
      policy.problems.map(({ line, column, message }) => `${source}:${line}:${column} ${message}`),
    );
  }
  const policyTexts = await loadPolicyTexts(config.content.folders);
  if (!policyTexts.ok) throw new UnsoundFilesError("The content", policyTexts.problems.map(formatProblem));
  const awareness = await loadNewsletters(config.content.folders);
  if (!awareness.ok) throw new UnsoundFilesError("The content", awareness.problems.map(formatProblem));
  const { sources, organisation, mapping } = content;
  return {
    content: sources,
    organisation,
    mapping,
    policy,
    policyTexts: policyTexts.texts,
    newsletters: awareness.newsletters,
  };
}
