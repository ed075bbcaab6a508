import type { parseMarkdown } from "../../training/markdown.ts";
import { shownText } from "./pdf-text.ts";

type Pdf = PDFKit.PDFDocument;
type Token = ReturnType<typeof parseMarkdown>[number];

const SIZES: Readonly<Record<string, number>> = { h1: 20, h2: 14, h3: 11.5 };
const BODY = 10;
const CELLS = 8;
const CELL_EDGES = 10;
const INDENT = 14;
/** Room that has to be left below a heading, so that none stands alone at the end of a page. */
const KEPT_WITH = 90;

/** Blocks of Markdown one below the other. What a policy has none of (code, quotations) stands as plain text. */
export function writeTokens(pdf: Pdf, tokens: readonly Token[]): void {
  let depth = 0;
  let numbers: number[] = [];
  for (const [index, token] of tokens.entries()) {
    switch (token.type) {
      case "bullet_list_open":
      case "ordered_list_open":
        depth += 1;
        numbers = [...numbers, token.type === "bullet_list_open" ? Number.NaN : 0];
        break;
      case "bullet_list_close":
      case "ordered_list_close":
        depth -= 1;
        numbers = numbers.slice(0, -1);
        if (depth === 0) pdf.moveDown(0.4);
        break;
      case "list_item_open":
        numbers = [...numbers.slice(0, -1), (numbers.at(-1) ?? 0) + 1];
        break;
      case "heading_open":
        writeHeading(pdf, token.tag, tokens[index + 1]);
        break;
      case "paragraph_open":
        writeParagraph(pdf, tokens[index + 1], depth === 0 ? null : { depth, number: numbers.at(-1) ?? Number.NaN });
        break;
      case "table_open":
        writeTable(pdf, tableAt(tokens, index));
        break;
      case "fence":
      case "code_block":
        pdf.font("Courier").fontSize(CELLS).text(shownText(token.content)).moveDown(0.4);
        break;
    }
  }
}

function writeHeading(pdf: Pdf, tag: string, inline: Token | undefined): void {
  if (pdf.y > pdf.page.height - pdf.page.margins.bottom - KEPT_WITH) pdf.addPage();
  else if (tag !== "h1") pdf.moveDown(tag === "h2" ? 0.8 : 0.3);
  pdf.font("Helvetica-Bold").fontSize(SIZES[tag] ?? BODY);
  pdf.text(plainOf(inline)).moveDown(0.3);
}

function writeParagraph(pdf: Pdf, inline: Token | undefined, item: { depth: number; number: number } | null): void {
  const left = pdf.page.margins.left;
  pdf.fontSize(BODY).font("Helvetica");
  if (item) {
    const { y } = pdf;
    const mark = Number.isNaN(item.number) ? "•" : `${item.number}.`;
    const room = pdf.heightOfString(plainOf(inline), { width: pdf.page.width - 2 * left - item.depth * INDENT });
    if (y + room > pdf.page.height - pdf.page.margins.bottom) pdf.addPage();
    const top = pdf.y;
    pdf.text(mark, left + (item.depth - 1) * INDENT, top, { lineBreak: false });
    pdf.x = left + item.depth * INDENT;
    pdf.y = top;
  }
  writeRuns(pdf, inline);
  pdf.x = left;
  if (item) pdf.moveDown(0.15);
  else pdf.moveDown(0.5);
}

/** Words one after another, each in its font. */
function writeRuns(pdf: Pdf, inline: Token | undefined): void {
  const runs = runsOf(inline);
  for (const [index, { text, font }] of runs.entries()) {
    pdf.font(font).text(shownText(text), { continued: index < runs.length - 1 });
  }
}

function runsOf(inline: Token | undefined) {
  let font = "Helvetica";
  const runs: { readonly text: string; readonly font: string }[] = [];
  for (const { type, content } of inline?.children ?? []) {
    if (type === "strong_open") font = "Helvetica-Bold";
    else if (type === "em_open") font = "Helvetica-Oblique";
    else if (type.endsWith("_close")) font = "Helvetica";
    else if (type === "code_inline") runs.push({ text: content, font: "Courier" });
    else if (type === "softbreak" || type === "hardbreak") runs.push({ text: " ", font });
    else if (content !== "") runs.push({ text: content, font });
  }
  return runs;
}

function plainOf(inline: Token | undefined): string {
  return shownText(
    runsOf(inline)
      .map(({ text }) => text)
      .join(""),
  );
}

function tableAt(tokens: readonly Token[], from: number): readonly (readonly string[])[] {
  const rows: string[][] = [];
  for (const [index, token] of tokens.entries()) {
    if (index < from) continue;
    if (token.type === "table_close") break;
    if (token.type === "tr_open") rows.push([]);
    if (token.type === "td_open" || token.type === "th_open") rows.at(-1)?.push(plainOf(tokens[index + 1]));
  }
  return rows;
}

function writeTable(pdf: Pdf, rows: readonly (readonly string[])[]): void {
  pdf.font("Helvetica-Bold").fontSize(CELLS);
  const columnStyles = columnWidths(pdf, rows);
  pdf.font("Helvetica");
  pdf.table({
    columnStyles,
    rowStyles: (row) => (row === 0 ? { font: { src: "Helvetica-Bold" }, backgroundColor: "#f6f8fa" } : {}),
    defaultStyle: { border: 0.5, borderColor: "#d0d7de", padding: 4 },
    data: rows.map((cells) => [...cells]),
  });
  pdf.x = pdf.page.margins.left;
  pdf.moveDown(0.6);
}

function widestWord(pdf: Pdf, cells: readonly string[]): number {
  return Math.max(...cells.flatMap((cell) => cell.split(" ")).map((word) => pdf.widthOfString(word)));
}

/** By how much stands in each: no column is narrower than its longest word, as far as the page allows. */
function columnWidths(pdf: Pdf, rows: readonly (readonly string[])[]): number[] {
  const room = pdf.page.width - pdf.page.margins.left - pdf.page.margins.right;
  const columns = rows[0]?.map((_, column) => rows.map((row) => row[column] ?? "")) ?? [];
  const least = columns.map((cells) => widestWord(pdf, cells) + CELL_EDGES);
  const wanted = columns.map((cells) => Math.sqrt(Math.max(...cells.map((cell) => cell.length), 1)));
  const spare = Math.max(0, room - least.reduce((sum, one) => sum + one, 0));
  const all = wanted.reduce((sum, one) => sum + one, 0);
  const widths = least.map((width, column) => width + (spare * (wanted[column] ?? 0)) / all);
  const total = widths.reduce((sum, one) => sum + one, 0);
  return widths.map((width) => (width * room) / total);
}
