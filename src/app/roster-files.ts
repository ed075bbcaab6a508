import { Readable } from "node:stream";
import { readCsvPages, readHeadingOf, UnreadableCsvError } from "../csv/read.ts";
import { writeCsv } from "../csv/write.ts";
import { refused } from "../pipeline/exceptions/port.ts";
import { createRosterFiles, type RosterFileDeps, type SentCsv } from "../pipeline/roster/files.ts";
import type { RosterFiles } from "../pipeline/roster/port.ts";

export function rosterFilesOn(deps: Omit<RosterFileDeps, "csv">): RosterFiles {
  return createRosterFiles({ ...deps, csv: sentCsv });
}

const bytesOf = (bytes: Uint8Array) => Readable.from([bytes]);

const sentCsv: SentCsv = {
  write: writeCsv,
  async heading(bytes, delimiter) {
    try {
      return await readHeadingOf(bytesOf(bytes), delimiter);
    } catch (error) {
      if (error instanceof UnreadableCsvError) return refused(`The file ${error.message}`, "file");
      throw error;
    }
  },
  async pages(bytes, delimiter, keep) {
    const fileSha256 = await readCsvPages(bytesOf(bytes), delimiter, { heading: async () => {}, records: keep });
    return { fileSha256 };
  },
};
