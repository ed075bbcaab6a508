import { readFile } from "node:fs/promises";
import type { Config } from "./config.ts";
import { GateError } from "./domain/errors.ts";
import type { PolicyFile } from "./policy/layer.ts";
import { parsePolicy } from "./policy/parse.ts";
import { loadCurriculum } from "./training/load.ts";
import type { Mapping } from "./training/mapping/mapping.ts";
import type { ParsedOrganisation } from "./training/parse-organisation.ts";
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
  const { sources, organisation, mapping } = content;
  return { content: sources, organisation, mapping, policy };
}
