import { Hono } from "hono";
import type { AwarenessImport } from "../../../domain/stores/awareness.ts";
import { pageOf } from "../../../pipeline/admin/paged.ts";
import type { AwarenessPages } from "../../deps.ts";
import type { ReaderEnv } from "../../env.ts";
import { requireReader } from "../../guards/roles.ts";
import { contains, type ListAsked, listAsked } from "../../list-asked.ts";
import { texts } from "../../texts.ts";
import { AWARENESS_FILES_PATH, AwarenessFilesPage, IMPORT_KINDS } from "../../views/admin/awareness-files-page.tsx";
import { csvAnswer } from "./csv-answer.ts";

const PATH = AWARENESS_FILES_PATH;
const CSV = ["file", "kind", "source", "file_sha256", "brought_at", "rows", "rejected", "known", "unmatched"];

export function awarenessFileRoutes({ records }: AwarenessPages) {
  return new Hono<ReaderEnv>()
    .use(PATH, requireReader)
    .use(`${PATH}.csv`, requireReader)
    .get(PATH, async (c) => {
      const { reading, roles } = c.var;
      const asked = listAsked(c, IMPORT_KINDS);
      const imports = pageOf(narrowed(await records.imports(reading.org), asked), asked.page);
      const page = <AwarenessFilesPage {...{ imports, asked, reading, roles }} />;
      return c.render(page, { title: texts.awareness.imports });
    })
    .get(`${PATH}.csv`, async (c) => {
      const found = narrowed(await records.imports(c.var.reading.org), listAsked(c, IMPORT_KINDS));
      return csvAnswer(c, "awareness-files.csv", CSV, [found.map(toRow)]);
    });
}

function narrowed(
  all: readonly AwarenessImport[],
  { search, show }: ListAsked<AwarenessImport["kind"]>,
): readonly AwarenessImport[] {
  return all.filter(
    ({ kind, source, fileSha256 }) => (show === null || kind === show) && contains([source, fileSha256], search),
  );
}

function toRow({ id, kind, source, fileSha256, importedAt, rows, rejected, known, unmatched }: AwarenessImport) {
  const file = { file: id, kind, source, file_sha256: fileSha256, brought_at: importedAt.toISOString() };
  return { ...file, rows, rejected, known, unmatched };
}
