export interface Board {
  title: string;
  columns: readonly string[];
}

const entities = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);
const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (sign) => entities.get(sign) ?? sign);

/** JSON that the HTML parser cannot take for the end of the script. */
const toScript = (value: unknown) => JSON.stringify(value).replaceAll("<", "\\u003c");

export function renderBoard(board: Board): string {
  return `<!doctype html>
<title>${escapeHtml(board.title)}</title>
<div id="board"></div>
<script>window.__BOARD__ = ${toScript(board)};</script>
<script src="/assets/board.js" defer></script>`;
}
