import type { TxStores } from "../../domain/stores/index.ts";
import type { RosterSnapshot } from "../../domain/stores/roster.ts";
import type { DraftOf } from "../entries.ts";
import { originOf } from "../exceptions/deps.ts";
import { objectionToRole } from "../exceptions/people.ts";
import { type Actor, type Refused, refused } from "../exceptions/port.ts";
import { type Applying, applyLines } from "./apply-lines.ts";
import type { RosterDeps } from "./deps.ts";
import { endMembers, endOverdue } from "./end.ts";
import { linkPeople } from "./link-people.ts";
import type { Applied, Progress, RosterPreview } from "./port.ts";
import { previewOf } from "./preview.ts";

/** People that one transaction takes. */
const A_PAGE = 500;

interface Options {
  readonly confirmShrink: boolean;
  readonly progress?: Progress;
}

const overtaken = refused("Another file of this source was brought meanwhile. Look again at what this one would do");

/** See `Rosters.apply`. Nobody is ended before everybody was read whom the file names. */
export async function applyFile(by: Actor, id: string, options: Options, deps: RosterDeps): Promise<Applied> {
  const found = await deps.stores.rosterImports.find(id);
  if (!found || found.appliedAt !== null) return refused("There is no such file that waits. Import it again");
  const objection = await objectionToRole(by, found.orgId, "admin", deps.roles);
  if (objection) return objection;
  const preview = await previewOf(found, deps);
  const shrink = options.confirmShrink ? null : objectionToShrinking(preview);
  if (shrink) return shrink;
  const { added, changed, ended, unchanged } = found;
  const counts = { added, changed, ended, unchanged };
  if (preview.isKnown) {
    await deps.stores.rosterImports.discard(id);
    return { ok: true, counts, linked: 0 };
  }
  const applying = { snapshot: found, by, at: deps.clock() };
  const isWhole = await work(applying, preview, options.progress, deps);
  if (!isWhole || !(await finish(applying, preview, options, deps))) return overtaken;
  await endOverdue(found.orgId, deps);
  return { ok: true, counts, linked: await linkPeople(found.orgId, deps) };
}

function objectionToShrinking({ shrinks, dropped, current, share }: RosterPreview): Refused | null {
  if (!shrinks) return null;
  return refused(
    `This file does not name ${dropped} of the ${current} people whom the source names now, and one file may lose ${share}%. If it is right, confirm that it shrinks (--confirm-shrink); if it is a part, say so (--partial)`,
    "shrink",
  );
}

async function work(
  applying: Applying,
  { snapshot, isNameless }: RosterPreview,
  progress: Progress | undefined,
  deps: RosterDeps,
): Promise<boolean> {
  let done = 0;
  const said = (count: number) => {
    done += count;
    progress?.(done);
  };
  let after = 0;
  for (;;) {
    const page = await applyPage(after, applying, deps);
    if (page === null) return false;
    if (page.last === null) break;
    after = page.last;
    if (page.count > 0) said(page.count);
  }
  if (snapshot.partial || isNameless) return true;
  for (;;) {
    const count = await dropPage(applying, deps);
    if (count === null) return false;
    if (count === 0) return true;
    said(count);
  }
}

/** Null where the file is not the one to go by any more. */
function applyPage(after: number, applying: Applying, deps: RosterDeps) {
  return underLock(applying.snapshot, deps, async (stores) => {
    const { changes, last } = await stores.rosterImports.changesOf(applying.snapshot.id, after, A_PAGE);
    if (changes.length > 0) await applyLines(stores, changes, applying, deps);
    return { count: changes.length, last };
  });
}

function dropPage({ snapshot, by, at }: Applying, deps: RosterDeps): Promise<number | null> {
  return underLock(snapshot, deps, async (stores) => {
    const members = await stores.rosterImports.droppedBy(snapshot.id, A_PAGE);
    await stores.roster.closeVersions(
      members.map(({ id }) => id),
      at,
    );
    const gone = members.map((member) => ({ member, endedAt: at }));
    await endMembers(stores, gone, { why: "not-named", snapshot_id: snapshot.id, ...originOf(by) }, { at, ...deps });
    return members.length;
  });
}

function finish({ snapshot, by, at }: Applying, preview: RosterPreview, options: Options, deps: RosterDeps) {
  const isConfirmed = preview.shrinks && options.confirmShrink;
  return underLock(snapshot, deps, async (stores) => {
    const { rows, rejected, added, changed, ended, unchanged } = snapshot;
    await deps.entries.append<DraftOf<"roster.imported">>(stores, at, {
      type: "roster.imported",
      org: snapshot.orgId,
      ...originOf(by),
      snapshot_id: snapshot.id,
      roster: snapshot.source,
      file_sha256: snapshot.fileSha256,
      ...(snapshot.partial && { partial: true }),
      counts: { rows, rejected, added, changed, ended, unchanged },
      ...(isConfirmed && { shrink_confirmed: true }),
      imported_by: await deps.entries.subjectOf(stores, by.person),
    });
    await stores.rosterImports.markApplied(snapshot.id, at, isConfirmed);
    return true;
  });
}

function underLock<T>(
  { id }: RosterSnapshot,
  { transact }: RosterDeps,
  run: (stores: TxStores) => Promise<T>,
): Promise<T | null> {
  return transact(async (stores) => ((await stores.rosterImports.hold(id)) ? run(stores) : null));
}
