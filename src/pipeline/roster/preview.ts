import type { OutsideStores } from "../../domain/stores/index.ts";
import type { RosterSnapshot } from "../../domain/stores/roster.ts";
import type { RosterDeps } from "./deps.ts";
import type { RosterPreview } from "./port.ts";

/** What one file may lose where the policy does not say. */
const SHRINK_PERCENT = 10;

type Deps = Pick<RosterDeps, "policies"> & { readonly stores: Pick<OutsideStores, "rosterImports"> };

export async function previewOf(snapshot: RosterSnapshot, { stores, policies }: Deps): Promise<RosterPreview> {
  const { id, orgId, source, partial, fileSha256 } = snapshot;
  const { current, dropped } = await stores.rosterImports.countDropped(id);
  const isNameless = await stores.rosterImports.hasNameless(id);
  const share = (await policies.inForce(orgId))?.policy.roster?.shrink ?? SHRINK_PERCENT;
  const newest = await stores.rosterImports.newest(orgId, source);
  const ends = !partial && !isNameless;
  return {
    snapshot,
    current,
    dropped: ends ? dropped : 0,
    share,
    shrinks: ends && dropped * 100 > share * current,
    isNameless: !partial && isNameless,
    isKnown: newest?.fileSha256 === fileSha256 && !changes(snapshot),
  };
}

export function changes({ added, changed, ended }: RosterSnapshot): boolean {
  return added + changed + ended > 0;
}
