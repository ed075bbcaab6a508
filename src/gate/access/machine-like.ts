import type { AccessFacts } from "./facts.ts";

const NAMES = /(?:^|[-_])(?:bot|ci|cd|robot|automation|deploy|svc|service|machine)$/i;

/** An account that seems to be a machine's. Whoever is on a roster is a person, whatever their login. */
export function looksAutomated({ type, login, onRoster }: AccessFacts["account"]): boolean {
  return type !== "User" || (!onRoster && NAMES.test(login));
}

/** Nobody's login, of which the same is decided. */
export function veiledLogin(login: string): string {
  return NAMES.test(login) ? "bot" : "";
}
