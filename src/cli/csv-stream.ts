import { createReadStream } from "node:fs";
import { type CsvReader, readCsvPages, readHeadingOf, UnreadableCsvError } from "../csv/read.ts";
import { UsageError } from "./failure.ts";
import { asUnreadable } from "./unreadable.ts";

export interface CsvFile {
  readonly path: string;
  /** As the caller named it. */
  readonly name: string;
  readonly delimiter: string;
}

/** The first record of a file, and no more of it. */
export function readHeading(file: CsvFile): Promise<readonly string[]> {
  return named(file, () => readHeadingOf(createReadStream(file.path), file.delimiter));
}

/** Reads a CSV file a page at a time, whatever its size, and answers the SHA-256 of its bytes. */
export function streamCsv(file: CsvFile, reader: CsvReader): Promise<string> {
  return named(file, () => readCsvPages(createReadStream(file.path), file.delimiter, reader));
}

/** What cannot be read is said with the name of the file. */
async function named<T>({ name }: CsvFile, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnreadableCsvError) throw new UsageError(`${name} ${error.message}`);
    if (error instanceof Error && "code" in error && "syscall" in error && error.syscall !== "connect")
      throw asUnreadable(error, name);
    throw error;
  }
}
