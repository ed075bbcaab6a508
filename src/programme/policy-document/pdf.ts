import PDFDocument from "pdfkit";
import { parseMarkdown } from "../../training/markdown.ts";
import { writeTokens } from "./pdf-body.ts";
import { isShownWhole, shownText } from "./pdf-text.ts";

export interface PolicyOnPaper {
  readonly markdown: string;
  readonly sha256: string;
  readonly version: number;
  readonly createdAt: Date;
  /** Null: a draft. */
  readonly approvedAt: Date | null;
}

const MARGIN = 56;
const FOOT = 32;

/** One version of the training policy as a PDF, of its Markdown alone: what the page says and this says is one text. */
export async function* trainingPolicyPdf(policy: PolicyOnPaper): AsyncIterable<Uint8Array> {
  const tokens = parseMarkdown(policy.markdown);
  const title = shownText(tokens[1]?.content ?? "Security training policy");
  const pdf = new PDFDocument({
    size: "A4",
    margin: MARGIN,
    lang: "en",
    displayTitle: true,
    bufferPages: true,
    info: { Title: title, CreationDate: policy.createdAt, Producer: "training-gate" },
  });
  writeTokens(pdf, tokens);
  if (!isShownWhole(policy.markdown)) {
    pdf.moveDown().font("Helvetica-Oblique").fontSize(8);
    pdf.text("Letters that the fonts of this PDF do not have stand as question marks. The Markdown file has them all.");
  }
  writeFeet(pdf, policy);
  pdf.end();
  for await (const chunk of pdf) yield chunk as Uint8Array;
}

function writeFeet(pdf: PDFKit.PDFDocument, { version, sha256, approvedAt }: PolicyOnPaper): void {
  const state = approvedAt === null ? "DRAFT, not approved" : `approved ${approvedAt.toISOString().slice(0, 10)}`;
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page);
    // Below the margin, where writing would else begin another page.
    pdf.page.margins.bottom = 0;
    const text = `Version ${version}, ${state} · page ${page + 1} of ${count}\nSHA-256 of the text: ${sha256}`;
    pdf.font("Helvetica").fontSize(7).fillColor("#57606a");
    pdf.text(text, MARGIN, pdf.page.height - FOOT - 8, { width: pdf.page.width - 2 * MARGIN, lineBreak: true });
  }
}
