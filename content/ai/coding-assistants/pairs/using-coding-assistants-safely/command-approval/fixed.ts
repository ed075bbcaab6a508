export interface Terminal {
  /** Hands the line to a shell in the agent's working copy. */
  run(line: string): Promise<string>;
  /** Shows the whole line to the developer. */
  approve(line: string): Promise<boolean>;
}

const READ_ONLY = new Set(["git status", "git diff", "git log", "ls", "cat README.md"]);

export async function runForAgent(line: string, terminal: Terminal): Promise<string> {
  if (READ_ONLY.has(line) || (await terminal.approve(line))) return terminal.run(line);
  return "The developer did not allow this command.";
}
