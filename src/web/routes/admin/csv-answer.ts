import type { Context } from "hono";
import { csvHeading, csvLines } from "../../../evidence/csv.ts";
import type { Row } from "../../../evidence/report.ts";
import { sendCsv } from "../../stream.ts";

type Pages = AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>;

/** A file to be kept, as long as it is; a page of rows is held at a time. */
export function csvAnswer(c: Context, file: string, names: readonly string[], pages: Pages): Promise<Response> {
  return sendCsv(c, file, linesOf(names, pages));
}

async function* linesOf(names: readonly string[], pages: Pages): AsyncGenerator<string> {
  const columns = names.map((name) => ({ name, means: name }));
  yield csvHeading(columns);
  for await (const rows of pages) if (rows.length > 0) yield csvLines(columns, rows);
}
