import { adminNamed, organisations, withChanges } from "../changes.ts";
import type { Changes, Cli, ExitCode } from "../cli.ts";

export interface ReleasePolicy {
  readonly org?: string;
  readonly by: string;
  readonly reason: string;
  readonly json?: boolean;
}

/** Lets in what waits. The answer is no where nothing does. */
export async function releasePolicy(cli: Cli, { org, by, reason, json = false }: ReleasePolicy): Promise<ExitCode> {
  const released = await withChanges(cli, (changes) => releaseHeld(changes, { org, by, reason }));
  cli.terminal.tell(json ? JSON.stringify(released) : textOf(released));
  return released.length > 0 ? 0 : 1;
}

interface Released {
  readonly organisation: string;
  readonly digest: string;
}

async function releaseHeld(
  changes: Changes,
  { org, by, reason }: { readonly org: string | undefined; readonly by: string; readonly reason: string },
): Promise<readonly Released[]> {
  const admin = await adminNamed(changes.stores, by);
  const released: Released[] = [];
  for (const installation of await organisations(changes.stores, org)) {
    const digest = (await changes.stores.policies.stateOf(installation.orgId))?.held?.digest;
    if (digest === undefined) continue;
    const done = await changes.releasePolicy(installation, { by: admin, reason, digest });
    if (done === "released") released.push({ organisation: installation.orgLogin, digest });
  }
  return released;
}

function textOf(released: readonly Released[]): string {
  if (released.length === 0) return "No policy is held.";
  return released
    .map(
      ({ organisation, digest }) =>
        `${organisation}: policy ${digest.slice(0, 8)} is in force, and every open pull request is looked at again`,
    )
    .join("\n");
}
