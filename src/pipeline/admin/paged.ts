import type { Paged } from "./port.ts";

export const PAGE_ROWS = 50;

/** Beyond the last page there is the last page. */
export function pageOf<Row>(all: readonly Row[], page: number): Paged<Row> {
  const range = rangeOf(all.length, page);
  return { ...range.page, rows: all.slice(range.offset, range.offset + PAGE_ROWS) };
}

/** Which rows of so many stand on a page. */
export function rangeOf(total: number, asked: number) {
  const pages = Math.max(1, Math.ceil(total / PAGE_ROWS));
  const page = Math.min(Math.max(1, asked), pages);
  return { page: { total, page, pages }, offset: (page - 1) * PAGE_ROWS, limit: PAGE_ROWS };
}
