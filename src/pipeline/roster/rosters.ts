import { objectionToRole } from "../exceptions/people.ts";
import type { Actor, Refused } from "../exceptions/port.ts";
import { applyFile } from "./apply.ts";
import type { RosterDeps } from "./deps.ts";
import { linkByHand, unlinkByHand } from "./link-by-hand.ts";
import { listUnknownAccounts, overviewOf } from "./overview.ts";
import type { RosterFile, RosterPreview, Rosters } from "./port.ts";
import { previewOf } from "./preview.ts";

const A_PAGE = 500;

/** Who is to be trained, as files of other systems tell it. */
export function createRosters(deps: RosterDeps): Rosters {
  const { stores } = deps;
  return {
    take: (by, file, read) => take(by, file, read, deps),
    async preview(id) {
      const found = await stores.rosterImports.find(id);
      return found && found.appliedAt === null ? previewOf(found, deps) : null;
    },
    rejected: (id, after) => stores.rosterImports.rejectedOf(id, after, A_PAGE),
    apply: (by, id, options) => applyFile(by, id, options, deps),
    discard: (id) => stores.rosterImports.discard(id),
    link: (by, ask) => linkByHand(by, ask, deps),
    unlink: (by, ask) => unlinkByHand(by, ask, deps),
    list: (query) => stores.roster.list(query),
    overview: (org) => overviewOf(org, stores),
    unknownAccounts: (org) => listUnknownAccounts(org, stores),
  };
}

/** What cannot be read to its end leaves nothing behind. */
async function take(
  by: Actor,
  { org, source, header, partial }: RosterFile,
  read: Parameters<Rosters["take"]>[2],
  deps: RosterDeps,
): Promise<{ readonly ok: true; readonly preview: RosterPreview } | Refused> {
  const { rosterImports } = deps.stores;
  const objection = await objectionToRole(by, org, "admin", deps.roles);
  if (objection) return objection;
  const id = deps.newId();
  const requested = { requestedBy: by.person, requestedAt: deps.clock() };
  await rosterImports.open({ id, orgId: org, source, header, partial, fileSha256: "", ...requested });
  try {
    const { fileSha256 } = await read((lines) => rosterImports.stage(id, lines));
    const snapshot = await rosterImports.close(id, { fileSha256, partial }, deps.clock());
    return { ok: true, preview: await previewOf(snapshot, deps) };
  } catch (error) {
    await rosterImports.discard(id);
    throw error;
  }
}
