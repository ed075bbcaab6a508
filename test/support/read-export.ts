import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { parse } from "csv-parse/sync";
import { textOfField } from "../../src/evidence/csv.ts";
import type { Row } from "../../src/evidence/report.ts";

export interface ReadExport {
  /** Below the folder, sorted. */
  readonly files: readonly string[];
  text(path: string): Promise<string>;
  manifest(): Promise<Manifest>;
  rows(stem: string): Promise<readonly Row[]>;
  /** By the names of the columns; null where the field is empty. */
  csv(stem: string): Promise<readonly Readonly<Record<string, string | null>>[]>;
  /** What `sha256sum -c SHA256SUMS` complains about: files that are not as listed, and files that are not listed. */
  wrongSums(): Promise<readonly string[]>;
}

export interface Manifest {
  readonly reports: readonly {
    readonly id: string;
    readonly title: string;
    readonly rows: number;
    readonly columns: readonly { readonly name: string; readonly means: string }[];
    readonly rows_by?: { readonly column: string; readonly counts: Readonly<Record<string, number>> };
    readonly reconciliations: readonly { readonly what: string; readonly residual: number }[];
    readonly files: readonly { readonly path: string; readonly sha256: string; readonly bytes: number }[];
  }[];
  readonly [key: string]: unknown;
}

/** An export as it lies in a folder, read without the code that wrote it but for the rule of the CSV. */
export async function readExport(folder: string): Promise<ReadExport> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .sort();
  const text = (path: string) => readFile(join(folder, path), "utf8");
  return {
    files,
    text,
    manifest: async () => JSON.parse(await text("manifest.json")) as Manifest,
    async rows(stem) {
      const lines = (await text(`${stem}.jsonl`)).split("\n").slice(0, -1);
      return lines.map((line) => JSON.parse(line) as Row);
    },
    async csv(stem) {
      const options = { columns: true, record_delimiter: "\r\n" } as const;
      const records = parse(await text(`${stem}.csv`), options) as Record<string, string>[];
      return records.map((record) =>
        Object.fromEntries(Object.entries(record).map(([name, field]) => [name, textOfField(field)])),
      );
    },
    async wrongSums() {
      const listed = (await text("SHA256SUMS"))
        .split("\n")
        .slice(0, -1)
        .map((line) => line.split("  ") as [string, string]);
      const wrong: string[] = [];
      for (const [sha256, path] of listed) {
        const bytes = await readFile(join(folder, path));
        if (createHash("sha256").update(bytes).digest("hex") !== sha256) wrong.push(`${path} is another one`);
      }
      const names = new Set(listed.map(([, path]) => path));
      const unlisted = files.filter((path) => path !== "SHA256SUMS" && !names.has(path));
      return [...wrong, ...unlisted.map((path) => `${path} is not listed`)];
    },
  };
}
