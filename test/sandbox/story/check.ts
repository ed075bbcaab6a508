import type { CheckRun } from "../github/state.ts";
import { withoutLinks } from "./markdown.ts";
import type { Teller } from "./teller.ts";

/** A check as a reader of the pull request sees it, its links as their words. */
export function tellCheck(teller: Teller, { conclusion, output }: CheckRun): void {
  teller.tell(`GitHub shows: ${conclusion} · ${output.title}`);
  const lines = withoutLinks(output.summary ?? "").split("\n");
  const isRow = (line: string) => line.startsWith("|");
  teller.table(
    lines
      .filter((line) => isRow(line) && !/^[|\s-]+$/.test(line))
      .map((line) => [
        "|",
        ...line
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.trim()),
      ]),
  );
  for (const line of lines.filter((line) => line !== "" && !isRow(line))) teller.quote(line);
}

/** What GitHub says when it refuses. */
export function refusalOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("GitHub let through what the story says it refuses");
}
