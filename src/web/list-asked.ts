import type { Context } from "hono";

/** What an address asks of a list. */
export interface ListAsked<Show extends string> {
  readonly search: string;
  /** Which part of it; null: all. */
  readonly show: Show | null;
  readonly page: number;
}

/** The first page of everything, where the address does not say otherwise in words that are known. */
export function listAsked<Show extends string>(c: Context, shows: readonly Show[]): ListAsked<Show> {
  return { search: searchIn(c), show: shows.find((one) => one === c.req.query("show")) ?? null, page: pageIn(c) };
}

export const searchIn = (c: Context): string => c.req.query("search")?.trim() ?? "";

/** The first, if the address does not say it in plain digits. */
export function pageIn(c: Context): number {
  const page = c.req.query("page") ?? "";
  return /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1;
}

/** Whether the words stand in one of the texts. Case does not count, nor the @ of a login. */
export function contains(texts: readonly (string | null)[], search: string): boolean {
  const wanted = search.toLowerCase().replace(/^@/, "");
  return texts.some((text) => text?.toLowerCase().includes(wanted));
}
