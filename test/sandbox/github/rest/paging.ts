import type { Call, Reply } from "./route.ts";

const DEFAULT_PAGE = 30;

interface Page<T> {
  readonly items: readonly T[];
  readonly headers: Readonly<Record<string, string>>;
}

/** One page by `per_page` and `page`, with GitHub's Link header. */
export function pageOf<T>(call: Call, all: readonly T[]): Page<T> {
  const perPage = Number(call.query.per_page ?? DEFAULT_PAGE);
  const page = Number(call.query.page ?? 1);
  const last = Math.max(1, Math.ceil(all.length / perPage));
  const links: Array<[string, number]> = [];
  if (page > 1) links.push(["prev", page - 1]);
  if (page < last) links.push(["next", page + 1], ["last", last]);
  if (page > 1) links.push(["first", 1]);
  const items = all.slice((page - 1) * perPage, page * perPage);
  return {
    items,
    headers: linkHeader(
      call,
      links.map(([rel, number]) => ({ rel, page: String(number) })),
    ),
  };
}

/** A whole list as the answer, each item shown only when its page is asked for. */
export function paged<T>(call: Call, all: readonly T[], show: (item: T) => unknown): Reply {
  const { items, headers } = pageOf(call, all);
  return { status: 200, body: items.map(show), headers };
}

/** Lists that GitHub wraps: `{ total_count, <key>: [...] }`. */
export function pagedIn<T>(call: Call, key: string, all: readonly T[], show: (item: T) => unknown): Reply {
  const { items, headers } = pageOf(call, all);
  return { status: 200, body: { total_count: all.length, [key]: items.map(show) }, headers };
}

export function linkHeader(
  call: Call,
  links: ReadonlyArray<Readonly<Record<string, string>> & { rel: string }>,
): Record<string, string> {
  if (links.length === 0) return {};
  const entries = links.map(({ rel, ...query }) => {
    const url = new URL(call.url, call.world.baseUrl());
    for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
    return `<${url.href}>; rel="${rel}"`;
  });
  return { link: entries.join(", ") };
}
