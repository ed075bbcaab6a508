import type { Applied, Progress, RosterPreview, Rosters } from "../../pipeline/roster/port.ts";
import type { Terminal } from "../terminal.ts";

const LINES_SHOWN = 10;
const SAY_EVERY = 5_000;

/** Counts, and the first lines that cannot be used. */
export async function tellRosterPreview(
  terminal: Terminal,
  preview: RosterPreview,
  rosters: Pick<Rosters, "rejected">,
): Promise<void> {
  const { snapshot, dropped, current, shrinks, share, isNameless } = preview;
  const { id, added, changed, ended, unchanged, rejected, partial } = snapshot;
  terminal.tell(
    `added: ${added} · changed: ${changed} · ended: ${ended} · unchanged: ${unchanged} · rejected: ${rejected}`,
  );
  if (partial) terminal.tell("a part of a file: nobody is ended whom it does not name");
  if (isNameless)
    terminal.complain("A line does not say whom it is about, so nobody is ended whom the file does not name");
  if (shrinks)
    terminal.complain(
      `It does not name ${dropped} of ${current} people, and one file may lose ${share}%: --confirm-shrink`,
    );
  const shown = (await rosters.rejected(id, 0)).slice(0, LINES_SHOWN);
  for (const { line, reason } of shown) terminal.complain(`line ${line}: ${reason}`);
  if (rejected > shown.length) terminal.complain(`and ${rejected - shown.length} more`);
}

/** What stands in a preview, for other programs. */
export function previewJson(preview: RosterPreview) {
  const { snapshot, current, dropped, shrinks } = preview;
  const { id, source, fileSha256, partial, rows, rejected, added, changed, ended, unchanged } = snapshot;
  const counts = { rows, rejected, added, changed, ended, unchanged };
  return { id, source, fileSha256, partial, ...counts, current, dropped, shrinks };
}

export function tellRosterApplied(
  terminal: Terminal,
  { isKnown }: RosterPreview,
  { linked }: Extract<Applied, { ok: true }>,
): void {
  if (isKnown) terminal.tell("This file was imported before: nothing is new in it");
  else terminal.tell(linked === 0 ? "Imported" : `Imported; linked to GitHub accounts or to each other: ${linked}`);
}

/** A line now and then, so that somebody who waits sees it go on. */
export function tellEvery(terminal: Terminal, what: string): Progress {
  let said = 0;
  return (done) => {
    if (done - said < SAY_EVERY) return;
    said = done - (done % SAY_EVERY);
    terminal.tell(`${said} ${what}`);
  };
}
