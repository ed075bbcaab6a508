import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import type { CsvRecord } from "../training/completions/read-rows.ts";
import { UsageError } from "./failure.ts";

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

export interface CsvFile {
  readonly path: string;
  /** As the caller named it. */
  readonly name: string;
  readonly delimiter: string;
}

/** What becomes of a file's heading and of its records. */
export interface CsvReader {
  heading(header: readonly string[]): Promise<void>;
  records(page: readonly CsvRecord[]): Promise<void>;
}

const A_PAGE = 500;

/** The first record of a file, and no more of it. */
export async function readHeading(file: CsvFile): Promise<readonly string[]> {
  let found: readonly string[] = [];
  const stop = new Stopped();
  try {
    await streamCsv(file, {
      heading: async (header) => {
        found = header;
        throw stop;
      },
      records: async () => {},
    });
  } catch (error) {
    if (error !== stop) throw error;
  }
  return found;
}

class Stopped extends Error {
  override readonly name = "Stopped";
}

/**
 * Reads a CSV file a page at a time, whatever its size, and answers the SHA-256 of its bytes. What is no CSV, or not
 * UTF-8, is found when it is reached.
 */
export async function streamCsv(file: CsvFile, reader: CsvReader): Promise<string> {
  const hash = createHash("sha256");
  const options = {
    delimiter: file.delimiter,
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
  };
  try {
    await pipeline(
      createReadStream(file.path),
      (bytes) => decoded(bytes, hash),
      parse(options),
      (parsed: AsyncIterable<Parsed>) => readPages(parsed, reader),
    );
  } catch (error) {
    if (error instanceof CsvError) throw new UsageError(`${file.name} is no CSV that can be read: ${error.message}`);
    if (error instanceof NothingThere) throw new UsageError(`${file.name} is empty`);
    if (error instanceof NotText) throw new UsageError(`${file.name} is not UTF-8. Save it as CSV UTF-8`);
    if (error instanceof Error && "code" in error && "syscall" in error && error.syscall !== "connect")
      throw new UsageError(`${file.name} cannot be read (${error.code})`);
    throw error;
  }
  return hash.digest("hex");
}

class NothingThere extends Error {
  override readonly name = "NothingThere";
}

class NotText extends Error {
  override readonly name = "NotText";
}

async function* decoded(bytes: AsyncIterable<Buffer>, hash: ReturnType<typeof createHash>): AsyncGenerator<string> {
  // The mark at the beginning is left for the parser, which knows it.
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const decode = (chunk?: Buffer) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch (error) {
      if (error instanceof TypeError) throw new NotText();
      throw error;
    }
  };
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield decode(chunk);
  }
  yield decode();
}

async function readPages(parsed: AsyncIterable<Parsed>, reader: CsvReader): Promise<void> {
  let hasHeading = false;
  let page: CsvRecord[] = [];
  for await (const { record, info } of parsed) {
    if (!hasHeading) {
      hasHeading = true;
      await reader.heading(record);
      continue;
    }
    page.push({ line: info.lines, values: record });
    if (page.length < A_PAGE) continue;
    await reader.records(page);
    page = [];
  }
  if (!hasHeading) throw new NothingThere();
  if (page.length > 0) await reader.records(page);
}
