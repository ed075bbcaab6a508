import { createHash } from "node:crypto";
import PDFDocument from "pdfkit";
import type { ExportHead, ReportMade } from "./manifest.ts";
import type { PackFile } from "./pack.ts";

export interface Cover {
  readonly head: ExportHead;
  readonly made: readonly ReportMade[];
  readonly generatedAt: Date;
}

export const COVER_FILE = "cover.pdf";

const MARGIN = 56;
const WIDTHS = [44, 300, 70, 70] as const;

/**
 * A page for people to file. It names nobody but the GitHub login of who asked: the fonts that every PDF reader has hold
 * Western letters alone, and a name that is printed wrongly is worse than none.
 */
export function coverFile(cover: Cover): PackFile {
  return { path: COVER_FILE, bytes: render(cover) };
}

async function* render(cover: Cover): AsyncIterable<Uint8Array> {
  const info = { Title: "Training gate: evidence", CreationDate: cover.generatedAt, Producer: "training-gate" };
  const pdf = new PDFDocument({ size: "A4", margin: MARGIN, lang: "en", info });
  writeHead(pdf, cover);
  writeReports(pdf, cover.made);
  writeLog(pdf, cover.head);
  writeHowTo(pdf);
  pdf.end();
  for await (const chunk of pdf) yield chunk as Uint8Array;
}

type Pdf = PDFKit.PDFDocument;

function writeHead(pdf: Pdf, { head, generatedAt }: Cover): void {
  pdf.font("Helvetica-Bold").fontSize(20).text("Security training and access: evidence");
  pdf.moveDown(0.5).font("Helvetica").fontSize(10);
  const lines = [
    `Organisation: ${head.organisation.login} (GitHub id ${head.organisation.id})`,
    `Period: ${head.period.from.toISOString()} up to, not at, ${head.period.to.toISOString()} (UTC)`,
    `State of: ${head.asOf.toISOString()}`,
    `Made: ${generatedAt.toISOString()} by ${head.by ? `@${head.by.login}, person ${head.by.personKey}` : "somebody who did not say who"}`,
    `Export: ${head.exportId}`,
    `Instance: ${head.instance}, training-gate ${head.app.version}`,
  ];
  for (const line of lines) pdf.text(line);
  pdf.moveDown().text("This page is a cover, not the proof. The proof is in the files beside it.");
}

function writeReports(pdf: Pdf, made: readonly ReportMade[]): void {
  heading(pdf, "Reports");
  pdf.font("Helvetica-Bold").fontSize(9);
  line(pdf, ["", "Report", "Rows", "Residual"]);
  pdf.font("Helvetica");
  for (const { report, counted, reconciliations } of made) {
    const residuals = reconciliations.map(({ residual }) => residual);
    line(pdf, [report.id, report.title, String(counted.rows), residuals.length === 0 ? "-" : residuals.join(", ")]);
  }
}

/** Columns at fixed places; a page that is full is followed by another. */
function line(pdf: Pdf, cells: readonly string[]): void {
  if (pdf.y > pdf.page.height - MARGIN - 24) pdf.addPage();
  const y = pdf.y;
  let x = MARGIN;
  let bottom = y;
  for (const [index, cell] of cells.entries()) {
    const width = WIDTHS[index] ?? 0;
    pdf.text(cell, x, y, { width: width - 6, align: index > 1 ? "right" : "left" });
    bottom = Math.max(bottom, pdf.y);
    x += width;
  }
  pdf.x = MARGIN;
  pdf.y = bottom + 2;
}

function writeLog(pdf: Pdf, { log }: ExportHead): void {
  heading(pdf, "The gate log");
  if (log === null) {
    pdf.text("No checkpoint was signed yet.");
    return;
  }
  pdf.text(`Epoch ${log.epoch}, ${log.size} entries, root ${log.root}`);
  pdf.text(`Verifier key: ${log.vkey}`);
  pdf.text(`SHA-256 of the verifier key: ${createHash("sha256").update(log.vkey, "utf8").digest("hex")}`);
  pdf.moveDown(0.5).text("Compare the key with the one that you were given by another way than this export.");
  pdf.moveDown(0.5).font("Courier").fontSize(8).text(log.checkpoint).font("Helvetica").fontSize(9);
}

function writeHowTo(pdf: Pdf): void {
  heading(pdf, "How to check it");
  const steps = [
    "1. sha256sum -c SHA256SUMS: every file is as it was made.",
    "2. training-gate log verify log --key VKEY, or the tools that log/README.txt names: no entry was changed, left out or put in.",
    "3. manifest.json: how each report was made, what its columns mean, and what agrees with what. Residuals are printed even where they are zero.",
    "4. Each row that rests on an entry names its place (log_epoch, log_seq) and its leaf hash (entry_sha256).",
  ];
  for (const step of steps) pdf.text(step);
}

function heading(pdf: Pdf, text: string): void {
  pdf.x = MARGIN;
  pdf.moveDown().font("Helvetica-Bold").fontSize(12).text(text).font("Helvetica").fontSize(9).moveDown(0.3);
}
