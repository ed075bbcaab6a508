import { styleText } from "node:util";

/** How a story gets onto the terminal. */
export interface Teller {
  /** A heading, and what is about to be seen. */
  chapter(title: string, about: string): void;
  /** What somebody does, numbered from the heading on. */
  step(text: string): void;
  /** What came of it. */
  tell(...lines: readonly string[]): void;
  /** Words that somebody reads: a check, a mail, a page. */
  quote(text: string): void;
  table(rows: readonly (readonly string[])[]): void;
}

type Say = (line: string) => void;

const WIDTH = 100;

/** `isBold`: for a terminal, not for a file. */
export function createTeller(say: Say, { isBold = false } = {}): Teller {
  let number = 0;
  const strong = (text: string) => (isBold ? styleText("bold", text) : text);
  return {
    chapter(title, about) {
      number = 0;
      say("");
      say(strong(title));
      say("=".repeat(title.length));
      for (const line of wrap(about, WIDTH)) say(line);
    },
    step(text) {
      number++;
      const [first = "", ...rest] = wrap(text, WIDTH - 4);
      say("");
      say(strong(`${String(number).padStart(2)}. ${first}`));
      for (const line of rest) say(strong(`    ${line}`));
    },
    tell(...lines) {
      for (const line of lines.flatMap((text) => wrap(text, WIDTH - 4))) say(`    ${line}`);
    },
    quote(text) {
      const lines = text.trimEnd().split("\n");
      for (const line of lines.flatMap((long) => wrap(long, WIDTH - 6))) say(`    | ${line}`.trimEnd());
    },
    table(rows) {
      const widths = rows.reduce<readonly number[]>(
        (wide, row) => row.map((cell, column) => Math.max(cell.length, wide[column] ?? 0)),
        [],
      );
      for (const row of rows)
        say(`    ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd());
    },
  };
}

function wrap(text: string, width: number): readonly string[] {
  if (text.length <= width) return [text];
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
