export type Environment = Readonly<Record<string, string | undefined>>;

const HIDDEN = /password|secret|token|key/i;

/** The answer of GET /diagnostics, which support pastes into tickets. */
export function diagnostics(env: Environment, version: string): Record<string, string> {
  const report: Record<string, string> = { version };
  for (const [name, value] of Object.entries(env)) {
    report[name] = HIDDEN.test(name) ? "(hidden)" : (value ?? "");
  }
  return report;
}
