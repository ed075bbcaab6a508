import { readConfig } from "../../config.ts";
import { blocksWithoutContact, type IncidentContact } from "../../policy/incident-contact.ts";
import { findLevelNotes, levelNoteText } from "../../policy/level-notes.ts";
import { findOnboardingNotes } from "../../policy/onboarding-notes.ts";
import { formatProblem, type Problem } from "../../policy/problem.ts";
import { contactIn, loadOrganisation } from "../../training/load.ts";
import type { Cli, ExitCode } from "../cli.ts";
import type { Terminal } from "../terminal.ts";
import { type PolicyFiles, readPolicies } from "./files.ts";

export interface CheckPolicy extends PolicyFiles {
  readonly json?: boolean;
}

export async function checkPolicy({ terminal }: Cli, options: CheckPolicy): Promise<ExitCode> {
  const read = await readPolicies(terminal, options);
  if (!read.ok) return refuse(terminal, options, read.problems);
  const silent = blocksWithoutContact(read.layered, await readContact(terminal));
  if (silent.length > 0) return refuse(terminal, options, silent);

  const { digest, policy, raised } = read.layered;
  const notes = [...findLevelNotes(policy), ...findOnboardingNotes(policy)].map(levelNoteText);
  if (options.json) {
    terminal.tell(JSON.stringify({ ok: true, digest, raised, lacking: read.lacking, notes }));
    return 0;
  }
  const files = read.sources.join(" and ");
  terminal.tell(`${files}: valid. Mode ${policy.mode}, policy ${digest.slice(0, 8)}`);
  for (const { path, asked, held, floor } of raised) {
    terminal.tell(`${path} asks for ${asked}; ${floor} holds it at ${held}`);
  }
  for (const sentence of read.lacking) terminal.tell(`Warning: ${sentence}`);
  for (const note of notes) terminal.tell(`Note: ${note}`);
  return 0;
}

async function readContact(terminal: Terminal): Promise<IncidentContact> {
  const { folders } = readConfig(terminal.environment(), []).content;
  return contactIn(await loadOrganisation(folders), folders);
}

export function refuse(terminal: Terminal, { json }: CheckPolicy, problems: readonly Problem[]): ExitCode {
  if (json) terminal.tell(JSON.stringify({ ok: false, problems }));
  else for (const problem of problems) terminal.complain(formatProblem(problem));
  return 1;
}
