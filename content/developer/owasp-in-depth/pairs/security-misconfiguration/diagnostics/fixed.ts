export type Environment = Readonly<Record<string, string | undefined>>;

const SHOWN = ["REGION", "LOG_LEVEL", "CHECKOUT_VARIANT"];

/** The answer of GET /diagnostics, which support pastes into tickets. */
export function diagnostics(env: Environment, version: string): Record<string, string> {
  const report: Record<string, string> = { version };
  for (const name of SHOWN) report[name] = env[name] ?? "(not set)";
  report.DATABASE_HOST = hostOf(env.DATABASE_URL);
  return report;
}

function hostOf(url: string | undefined): string {
  if (!url) return "(not set)";
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  return host || "(not readable)";
}
