import { z } from "zod";
import type { OrgId } from "../../domain/ids.ts";
import type { RosterSnapshot } from "../../domain/stores/roster.ts";
import type { Subject } from "../../domain/subject.ts";
import { layoutOf } from "../../roster/layout.ts";
import type { RosterMap } from "../../roster/map.ts";
import { readRosterMap } from "../../roster/map-file.ts";
import { readRosterLine } from "../../roster/read-line.ts";
import type { CsvRecord } from "../../training/completions/read-rows.ts";
import { isRejectFile } from "../../training/completions/reject-file.ts";
import { rangeOf } from "../admin/paged.ts";
import { objectionToRole } from "../exceptions/people.ts";
import { type Actor, type Done, type Refused, refused } from "../exceptions/port.ts";
import type { RosterDeps } from "./deps.ts";
import type { RosterFiles, RosterFileView, Rosters, SentRoster } from "./port.ts";
import { rejectedRows } from "./rejected.ts";

export interface RosterFileDeps extends Pick<RosterDeps, "stores" | "transact" | "roles"> {
  readonly rosters: Pick<Rosters, "take" | "preview" | "rejected" | "discard">;
  /** Reads CSV; what is none is refused, with words that go on from the file's name. */
  readonly csv: SentCsv;
}

export interface SentCsv {
  write(rows: readonly (readonly (string | number)[])[]): string;
  heading(bytes: Uint8Array, delimiter: string): Promise<readonly string[] | Refused>;
  /** Answers the SHA-256 of the bytes. */
  pages(
    bytes: Uint8Array,
    delimiter: string,
    keep: (records: readonly CsvRecord[]) => Promise<void>,
  ): Promise<{ readonly fileSha256: string }>;
}

const NOT_CONFIRMED =
  "The file names fewer people than one file may lose. If that is right, say so; if it is a part, send it as one";

/** Files of the roster that come by a form: looked at first, and then let in by a job. */
export function createRosterFiles(deps: RosterFileDeps): RosterFiles {
  return {
    take: (by, file) => takeSent(by, file, deps),
    async list(org, { page, ...asked }) {
      const { rosterImports } = deps.stores;
      const { page: told, ...range } = rangeOf(await rosterImports.countFiles(org, asked), page);
      return { ...told, rows: await rosterImports.listFiles(org, asked, range) };
    },
    read: (org, id) => readFileOf(org, id, deps),
    async rejected(org, id) {
      const found = await fileOf(org, id, deps);
      return found && asCsv(rejectedRows(found, deps.rosters), deps.csv);
    },
    async start(by, org, { id, confirmShrink }) {
      const found = await waitingFile(org, id, deps);
      if (!found) return refused("There is no such file that waits. Send it again");
      const objection = await objectionToRole(by, org, "admin", deps.roles);
      if (objection) return objection;
      const preview = await deps.rosters.preview(id);
      if (preview?.shrinks && !confirmShrink) return refused(NOT_CONFIRMED, "confirm_shrink");
      const subject: Subject = { kind: "roster-file", snapshotId: id, ...whoOf(by), confirmShrink };
      await deps.transact((stores) => stores.jobs.file([{ subject }]));
      return { ok: true, id };
    },
    async discard(by, org, id) {
      const objection = await objectionToRole(by, org, "admin", deps.roles);
      if (objection) return objection;
      if (!(await waitingFile(org, id, deps))) return refused("There is no such file that waits");
      await deps.rosters.discard(id);
      return { ok: true, id };
    },
  };
}

async function* asCsv(pages: ReturnType<typeof rejectedRows>, { write }: SentCsv): AsyncGenerator<string> {
  for await (const rows of pages) yield write(rows);
}

const whoOf = ({ person, account }: Actor) => ({ person, account });

/** The work of the job. What is refused now is seen on the file's page, which then says what it would still do. */
export async function bringRosterFile(
  { snapshotId, person, account, confirmShrink }: Extract<Subject, { kind: "roster-file" }>,
  { rosters, stores }: Pick<RosterFileDeps, "stores"> & { readonly rosters: Pick<Rosters, "apply"> },
): Promise<void> {
  const [known] = await stores.people.findAccounts([account]);
  const by: Actor = { person, account, login: known?.login ?? "", via: "ui" };
  await rosters.apply(by, snapshotId, { confirmShrink });
}

async function takeSent(by: Actor, file: SentRoster, deps: RosterFileDeps): Promise<Done> {
  const { org, source, bytes, partial, dateFormat } = file;
  const map = mapIn(file);
  if (map !== null && "ok" in map) return map;
  const delimiter = map?.delimiter ?? ",";
  const header = await deps.csv.heading(bytes, delimiter);
  if ("ok" in header) return header;
  const found = layoutOf({ source, header, map, dateFormat: dateFormat === "" ? undefined : dateFormat });
  if (!found.ok) return refused(`The file${found.why}`, found.lacks === "date-format" ? "date_format" : "map");
  const { layout } = found;
  const taking = { org, source, header, partial: partial || isRejectFile(header) };
  const taken = await deps.rosters.take(by, taking, (keep) =>
    deps.csv.pages(bytes, delimiter, (page) =>
      keep(page.map(({ line, values }) => readRosterLine(line, values, layout))),
    ),
  );
  return taken.ok ? { ok: true, id: taken.preview.snapshot.id } : taken;
}

function mapIn({ map }: SentRoster): RosterMap | Refused | null {
  if (map === null) return null;
  const read = readRosterMap(map.name, map.text);
  return read.ok ? read.map : refused(read.problems.join(". "), "map");
}

async function waitingFile(org: OrgId, id: string, deps: RosterFileDeps): Promise<RosterSnapshot | null> {
  const found = await fileOf(org, id, deps);
  return found && found.appliedAt === null ? found : null;
}

async function fileOf(org: OrgId, id: string, { stores }: RosterFileDeps): Promise<RosterSnapshot | null> {
  const found = z.uuid().safeParse(id).success ? await stores.rosterImports.find(id) : null;
  return found?.orgId === org ? found : null;
}

async function readFileOf(org: OrgId, id: string, deps: RosterFileDeps): Promise<RosterFileView | null> {
  const snapshot = await fileOf(org, id, deps);
  if (!snapshot) return null;
  const settled = { current: 0, dropped: 0, share: 0, shrinks: false, isNameless: false, isKnown: false };
  const preview = (await deps.rosters.preview(id)) ?? { snapshot, ...settled };
  const rejected = await deps.rosters.rejected(id, 0);
  return { preview, rejected, written: await deps.stores.rosterImports.countWritten(id) };
}
