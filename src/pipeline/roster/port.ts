import type { OrgId } from "../../domain/ids.ts";
import type { RosterSource } from "../../domain/roster.ts";
import type {
  RosterCounts,
  RosterFileBrief,
  RosterFilesAsked,
  RosterLine,
  RosterPerson,
  RosterQuery,
  RosterSnapshot,
  RosterTotals,
} from "../../domain/stores/roster.ts";
import type { Paged } from "../admin/port.ts";
import type { Actor, Done, Refused } from "../exceptions/port.ts";

/** A file on its way in, as far as it is known before it was read. */
export interface RosterFile {
  readonly org: OrgId;
  readonly source: RosterSource;
  readonly header: readonly string[];
  /** It says nothing of those whom it does not name. */
  readonly partial: boolean;
}

/** What a file would do, before it does. */
export interface RosterPreview {
  readonly snapshot: RosterSnapshot;
  /** How many the source names now, and how many of them this file does not. */
  readonly current: number;
  readonly dropped: number;
  /** The share that one file may lose, in percent; `shrinks` where this one loses more. */
  readonly share: number;
  readonly shrinks: boolean;
  /** Nobody is ended by this file, since it has lines of which nobody can say whom they name. */
  readonly isNameless: boolean;
  /** This very file was the last one that was applied, and nothing has changed since. */
  readonly isKnown: boolean;
}

export type Applied = { readonly ok: true; readonly counts: RosterCounts; readonly linked: number } | Refused;

/** Told now and then: lines that were read, or people that were written. */
export type Progress = (done: number) => void;

export interface LinkAsk {
  readonly org: OrgId;
  readonly source: RosterSource;
  readonly key: string;
  readonly login: string;
}

/** An account with access here that no source knows. */
export interface UnknownAccount {
  readonly login: string;
  readonly kind: "member" | "collaborator";
}

export interface RosterOverview extends RosterTotals {
  readonly sources: readonly { readonly source: RosterSource; readonly newest: RosterSnapshot | null }[];
  /** People with access at GitHub, and how many of them stand on no roster. */
  readonly observed: number;
  readonly unknown: number;
}

/** A file that somebody sends by a form. */
export interface SentRoster {
  readonly org: OrgId;
  readonly source: RosterSource;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Of a map file; null: headings that are known here. */
  readonly map: { readonly name: string; readonly text: string } | null;
  /** How days are written; empty: as the map says, and ISO where it does not. */
  readonly dateFormat: string;
  readonly partial: boolean;
}

/** Where a file stands: looked at, or on its way in. */
export interface RosterFileView {
  readonly preview: RosterPreview;
  /** The first of the lines that cannot be used. */
  readonly rejected: readonly RosterLine[];
  /** Of the people whom it changes, those that were written. */
  readonly written: number;
}

/** Files by the pages: the work itself is done by a job, however long it takes. */
export interface RosterFiles {
  /** Fifty to a page, the newest first. */
  list(org: OrgId, asked: RosterFilesAsked & { readonly page: number }): Promise<Paged<RosterFileBrief>>;
  take(by: Actor, file: SentRoster): Promise<Done>;
  /** Null where the organisation has no such file. */
  read(org: OrgId, id: string): Promise<RosterFileView | null>;
  /** As CSV, the heading first; null where there is no such file. */
  rejected(org: OrgId, id: string): Promise<AsyncIterable<string> | null>;
  start(by: Actor, org: OrgId, ask: { readonly id: string; readonly confirmShrink: boolean }): Promise<Done>;
  discard(by: Actor, org: OrgId, id: string): Promise<Done>;
}

export interface Rosters {
  /** Keeps the lines of a file for a look at what they would do; by an administrator. */
  take(
    by: Actor,
    file: RosterFile,
    read: (keep: (lines: readonly RosterLine[]) => Promise<void>) => Promise<{ readonly fileSha256: string }>,
  ): Promise<{ readonly ok: true; readonly preview: RosterPreview } | Refused>;
  /** Null where there is no such file that waits. */
  preview(id: string): Promise<RosterPreview | null>;
  /** Lines that cannot be used, in the order of the file, from behind `after`. */
  rejected(id: string, after: number): Promise<readonly RosterLine[]>;
  /** Some hundred people a transaction, each with their entries: what breaks off goes on with the same file. */
  apply(
    by: Actor,
    id: string,
    options: { readonly confirmShrink: boolean; readonly progress?: Progress },
  ): Promise<Applied>;
  discard(id: string): Promise<void>;
  link(by: Actor, ask: LinkAsk): Promise<Done>;
  unlink(by: Actor, ask: Omit<LinkAsk, "login">): Promise<Done>;
  list(query: RosterQuery): Promise<readonly RosterPerson[]>;
  overview(org: OrgId): Promise<RosterOverview>;
  unknownAccounts(org: OrgId): Promise<readonly UnknownAccount[]>;
}
