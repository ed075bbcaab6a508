import { createHash } from "node:crypto";
import { pipeline } from "node:stream/promises";
import { parse } from "csv-parse";
import type { CsvRecord } from "../training/completions/read-rows.ts";
import { delimiterIn } from "./delimiter.ts";
import { problemOf, watchProgress } from "./problem.ts";

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** What becomes of a file's heading and of its records. */
export interface CsvReader {
  heading(header: readonly string[]): Promise<void>;
  records(page: readonly CsvRecord[]): Promise<void>;
}

/** What is no CSV that can be read; the message goes on from the file's name. */
export class UnreadableCsvError extends Error {
  override readonly name = "UnreadableCsvError";
}

const A_PAGE = 500;
const LONGEST_HEADING = 100_000;
const NOT_UTF_8 = "is not UTF-8. Save it as CSV UTF-8";

/** The first record of a file, and no more of it. */
export async function readHeadingOf(bytes: AsyncIterable<Uint8Array>, delimiter: string): Promise<readonly string[]> {
  let found: readonly string[] = [];
  const stop = new Stopped();
  try {
    await readCsvPages(bytes, delimiter, {
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
 * Reads CSV a page at a time, however long it is, and answers the SHA-256 of its bytes. Throws `UnreadableCsvError` for
 * what is no CSV, or not UTF-8, when it is reached.
 */
export async function readCsvPages(
  bytes: AsyncIterable<Uint8Array>,
  delimiter: string,
  reader: CsvReader,
): Promise<string> {
  const hash = createHash("sha256");
  const progress = watchProgress();
  const shape = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true };
  try {
    const { head, rest } = await peek(decoded(bytes, hash));
    await pipeline(
      () => joined(head, rest),
      parse({ ...shape, on_record: progress.on_record, delimiter: delimiterIn(head, delimiter) }),
      (parsed: AsyncIterable<Parsed>) => readPages(parsed, reader),
    );
  } catch (error) {
    const problem = problemOf(error, progress);
    throw problem === undefined ? error : new UnreadableCsvError(problem);
  }
  return hash.digest("hex");
}

async function* decoded(bytes: AsyncIterable<Uint8Array>, hash: ReturnType<typeof createHash>): AsyncGenerator<string> {
  // The mark at the beginning is left for the parser, which knows it.
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const decode = (chunk?: Uint8Array) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch (error) {
      if (error instanceof TypeError) throw new UnreadableCsvError(NOT_UTF_8);
      throw error;
    }
  };
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield decode(chunk);
  }
  yield decode();
}

/** As much of the text as its first line needs, and what follows. */
async function peek(text: AsyncGenerator<string>): Promise<{ head: string; rest: AsyncGenerator<string> }> {
  let head = "";
  while (!head.includes("\n") && head.length < LONGEST_HEADING) {
    const next = await text.next();
    if (next.done) break;
    head += next.value;
  }
  if (head.includes("\0")) throw new UnreadableCsvError(NOT_UTF_8);
  return { head, rest: text };
}

async function* joined(head: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield head;
  yield* rest;
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
  if (!hasHeading) throw new UnreadableCsvError("is empty");
  if (page.length > 0) await reader.records(page);
}
