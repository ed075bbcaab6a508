import type { ImportPreview, ImportView } from "../../pipeline/exceptions/port.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { formatTable } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { organisationOf, withDesk } from "./exceptions.ts";
import type { ListExceptions } from "./waiver.ts";

const LINES_SHOWN = 10;

/** Counts, and the first lines of what would come in and of what would not. */
export function tellPreview(terminal: Terminal, { candidates, rejected, known, passedOver }: ImportPreview): void {
  const people = new Set(candidates.map(({ person }) => person)).size;
  terminal.tell(
    `new: ${candidates.length} (people: ${people}) · known already: ${known} · not finished: ${passedOver} · rejected: ${rejected.length}`,
  );
  if (candidates.length > 0) terminal.tell(tableOf(candidates));
  for (const { line, reason } of rejected.slice(0, LINES_SHOWN)) terminal.complain(`line ${line}: ${reason}`);
  if (rejected.length > LINES_SHOWN) terminal.complain(`and ${rejected.length - LINES_SHOWN} more`);
}

function tableOf(candidates: ImportPreview["candidates"]): string {
  const rows = candidates
    .slice(0, LINES_SHOWN)
    .map((row) => [
      row.line,
      row.login ?? "no account",
      row.externalCourse,
      `${row.courseId} ${row.courseVersion}`,
      row.completedAt.toISOString(),
      row.score ?? "",
    ]);
  return formatTable([["line", "person", "course there", "course here", "completed at", "score"], ...rows]);
}

/** Those that wait; with `all` every one. */
export async function listImports(cli: Cli, { org: login, all, json }: ListExceptions): Promise<ExitCode> {
  return withDesk(cli, async (desk): Promise<ExitCode> => {
    const found = await desk.imports.list(await organisationOf(login, desk.stores));
    const shown = all ? found : found.filter(({ state }) => state === "pending");
    cli.terminal.tell(json ? JSON.stringify(shown) : importTable(shown));
    return 0;
  });
}

function importTable(imports: readonly ImportView[]): string {
  if (imports.length === 0) return "No import waits for anybody.";
  const rows = imports.map((one) => [
    one.id,
    one.state === "in-force" ? "recorded" : one.state,
    one.source,
    one.rows,
    one.rejected,
    one.known,
    one.requestedBy ?? "–",
    one.approvedBy ?? "–",
  ]);
  return formatTable([["id", "state", "source", "new", "rejected", "known", "requested by", "approved by"], ...rows]);
}
