import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { exportPack } from "../../src/evidence/export-pack.ts";
import type { ExportHead } from "../../src/evidence/manifest.ts";
import type { Pack } from "../../src/evidence/pack.ts";
import type { Report, Row } from "../../src/evidence/report.ts";
import { textFile } from "../../src/evidence/text-file.ts";

const period = { from: new Date("2026-01-01"), to: new Date("2026-04-01") };
const head: ExportHead = {
  exportId: "0b7e4f0e-9a38-4a0e-8f0e-6f5a3f1f0a01",
  priorExportId: null,
  organisation: { id: 81, login: "acme" },
  instance: "6dd5be08-5c2d-4c8e-a6a1-4c1c70ba7f52",
  app: { version: "1.2.3", commit: null },
  period,
  asOf: new Date("2026-04-02T10:00:00.000Z"),
  by: { personKey: "1f0c7d5e-0d2b-4a53-9a39-30f0c4c3f7aa", login: "sam" },
  log: {
    epoch: 1,
    size: 7,
    root: "cm9vdA==",
    checkpoint: "acme/log/1\n7\ncm9vdA==\n\n— sig\n",
    vkey: "acme/log/1+ab+cd",
  },
};

function aReport(
  more: Partial<Report> = {},
  rows: readonly Row[] = [
    { who: "a", how: "x" },
    { who: "b", how: "y" },
  ],
): Report {
  return {
    id: "R-99",
    name: "example",
    title: "An example",
    question: "What is it?",
    clauses: [],
    columns: [
      { name: "who", means: "Somebody." },
      { name: "how", means: "Somehow." },
    ],
    status: "how",
    query: "Everything.",
    async *rows() {
      yield* rows;
    },
    reconcile: async () => [
      { what: "all", parts: [{ name: "rows", count: 2 }], total: { name: "all", count: 3 }, residual: 1 },
    ],
    ...more,
  };
}

async function* besides(): Pack {
  yield textFile("log/checkpoint", "a note\n");
}

async function read(pack: Pack): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for await (const { path, bytes } of pack) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of bytes) chunks.push(chunk);
    files.set(path, Buffer.concat(chunks));
  }
  return files;
}

const anExport = (report: Report, more: Partial<Parameters<typeof exportPack>[0]> = {}) =>
  exportPack({
    head,
    reports: [report],
    others: [besides()],
    now: () => new Date("2026-04-02T10:01:00.000Z"),
    ...more,
  });

describe("an export", () => {
  it("ends with the manifest and the sums, which tell of all other files", async () => {
    const files = await read(anExport(aReport()));

    expect([...files.keys()]).toEqual([
      ...["R-99-example.csv", "R-99-example.jsonl", "log/checkpoint", "cover.pdf", "manifest.json", "SHA256SUMS"],
    ]);
    const sums = String(files.get("SHA256SUMS")).split("\n").slice(0, -1);
    expect(sums).toEqual(
      [...files].slice(0, -1).map(([path, bytes]) => `${createHash("sha256").update(bytes).digest("hex")}  ${path}`),
    );
  });

  it("says in the manifest how a report was made, what it counts, and what does not agree", async () => {
    const files = await read(anExport(aReport()));

    const manifest = JSON.parse(String(files.get("manifest.json")));
    expect(manifest).toMatchObject({
      export_id: head.exportId,
      generated_at: "2026-04-02T10:01:00.000Z",
      as_of: "2026-04-02T10:00:00.000Z",
      parameters: {
        from: "2026-01-01T00:00:00.000Z",
        to: "2026-04-01T00:00:00.000Z",
        timezone: "UTC",
        filters: "none",
      },
      log: head.log,
      reports: [
        {
          id: "R-99",
          query_sha256: createHash("sha256").update("Everything.").digest("hex"),
          rows: 2,
          rows_by: { column: "how", counts: { x: 1, y: 1 } },
          reconciliations: [{ residual: 1 }],
          files: [
            { path: "R-99-example.csv", bytes: files.get("R-99-example.csv")?.length },
            { path: "R-99-example.jsonl", bytes: files.get("R-99-example.jsonl")?.length },
          ],
        },
      ],
      other_files: [{ path: "log/checkpoint" }, { path: "cover.pdf" }],
    });
  });

  it("has a cover that says what it is, of whom and when, and that it is not the proof", async () => {
    const files = await read(anExport(aReport()));

    const text = textOfPdf(files.get("cover.pdf") ?? Buffer.of());
    for (const said of ["acme", head.exportId, "@sam", "An example", head.log?.vkey ?? "", "is a cover, not the proof"])
      expect(text).toContain(said.replaceAll(" ", ""));
  });

  it("tells when it was read to its end, and not before", async () => {
    const finished: string[] = [];
    const finish = async (sums: string) => void finished.push(sums);
    const pack = anExport(aReport(), { finish })[Symbol.asyncIterator]();
    for (let step = await pack.next(); !step.done; step = await pack.next()) {
      expect(finished).toEqual([]);
      for await (const _ of step.value.bytes);
    }

    expect(finished).toEqual([expect.stringContaining("manifest.json")]);
  });

  it("reads no further than whoever takes it, so that memory stays flat however many rows there are", async () => {
    let made = 0;
    async function* many(): AsyncIterable<Row> {
      for (; made < 1_000_000; made += 1) yield { who: `person ${made}`, how: "x" };
    }
    const [first] = await Promise.all([
      anExport(aReport({ rows: many }))
        [Symbol.asyncIterator]()
        .next(),
    ]);
    const chunks = first.value.bytes[Symbol.asyncIterator]();
    let taken = 0;

    for (let chunk = 0; chunk < 20; chunk += 1) {
      const { value } = await chunks.next();
      taken += String(Buffer.from(value)).split("\r\n").length - 1;
      expect(made - taken).toBeLessThanOrEqual(500);
    }
    expect(taken).toBeGreaterThan(5_000);
  });

  it("fails where a report gives other rows the second time", async () => {
    let asked = 0;
    async function* changing(): AsyncIterable<Row> {
      asked += 1;
      for (let row = 0; row < asked; row += 1) yield { who: "a", how: "x" };
    }

    await expect(read(anExport(aReport({ rows: changing })))).rejects.toThrow(/R-99 gave 1 rows, and then 2/);
  });

  it("fails where a file was not read to its end before the next is asked for", async () => {
    const pack = anExport(aReport())[Symbol.asyncIterator]();
    await pack.next();

    await expect(pack.next()).rejects.toThrow(/R-99-example\.csv was not read to its end/);
  });
});

/** The text of a PDF's streams, without its spaces: kerning is written between the letters of a word. */
function textOfPdf(pdf: Buffer): string {
  const text = pdf.toString("latin1");
  const streams = [...text.matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(([, body = ""]) => {
    const bytes = Buffer.from(body, "latin1");
    return bytes[0] === 0x78 ? inflateSync(bytes).toString("latin1") : "";
  });
  const shown = [...streams.join("\n").matchAll(/<([0-9a-f]+)>/g)].map(([, hex = ""]) => Buffer.from(hex, "hex"));
  return Buffer.concat(shown).toString("latin1").replaceAll(" ", "");
}
