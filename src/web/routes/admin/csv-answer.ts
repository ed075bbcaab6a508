import type { Context } from "hono";
import { stream } from "hono/streaming";
import { csvHeading, csvLines } from "../../../evidence/csv.ts";
import type { Row } from "../../../evidence/report.ts";

/** A file to be kept, as long as it is; a page of rows is held at a time. */
export function csvAnswer(
  c: Context,
  file: string,
  names: readonly string[],
  pages: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>,
) {
  const columns = names.map((name) => ({ name, means: name }));
  c.header("Content-Type", "text/csv; charset=utf-8");
  c.header("Content-Disposition", `attachment; filename="${file}"`);
  return stream(c, async (out) => {
    await out.write(csvHeading(columns));
    for await (const rows of pages) if (rows.length > 0) await out.write(csvLines(columns, rows));
  });
}
