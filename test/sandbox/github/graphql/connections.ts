import { type Args, fields, problem, type Resolve } from "./context.ts";

export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

export interface Connection<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly totalCount: number;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

const cursorAt = (index: number) => Buffer.from(`cursor:v2:${index}`).toString("base64");

function indexOf(cursor: unknown): number | undefined {
  if (typeof cursor !== "string") return undefined;
  const found = /^cursor:v2:(\d+)$/.exec(Buffer.from(cursor, "base64").toString("utf8"))?.[1];
  if (found === undefined)
    throw problem("INVALID_CURSOR_ARGUMENTS", `\`${cursor}\` does not appear to be a valid cursor.`);
  return Number(found);
}

/** Slices by first, after, last, before; `show` makes a node, and what else its edge holds, of the chosen items alone. */
export function connect<Item, Node, More extends object = object>(
  args: Args,
  all: readonly Item[],
  show: (item: Item) => Node,
  more?: (item: Item) => More,
): Connection<Node> {
  const after = indexOf(args.after);
  const before = indexOf(args.before);
  let from = after === undefined ? 0 : after + 1;
  let to = before === undefined ? all.length : Math.min(before, all.length);
  if (typeof args.first === "number") to = Math.min(to, from + args.first);
  if (typeof args.last === "number") from = Math.max(from, to - args.last);
  const edges = all
    .slice(from, to)
    .map((item, at) => ({ ...more?.(item), cursor: cursorAt(from + at), node: show(item) }));
  return {
    edges,
    totalCount: all.length,
    pageInfo: {
      hasNextPage: to < all.length,
      hasPreviousPage: from > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

export const connectionFields: Readonly<Record<string, Resolve>> = fields<Connection<unknown>>({
  edges: ({ edges }) => edges,
  nodes: ({ edges }) => edges.map(({ node }) => node),
  pageInfo: ({ pageInfo }) => pageInfo,
  totalCount: ({ totalCount }) => totalCount,
});

/** An edge's own fields and, by name, what `connect` was told to add. */
export function edgeFields(...added: readonly string[]): Readonly<Record<string, Resolve>> {
  const names = ["cursor", "node", ...added];
  return fields<Readonly<Record<string, unknown>>>(
    Object.fromEntries(names.map((name) => [name, (edge: Readonly<Record<string, unknown>>) => edge[name]])),
  );
}

export const pageInfoFields = fields<Connection<unknown>["pageInfo"]>({
  hasNextPage: ({ hasNextPage }) => hasNextPage,
  hasPreviousPage: ({ hasPreviousPage }) => hasPreviousPage,
  startCursor: ({ startCursor }) => startCursor,
  endCursor: ({ endCursor }) => endCursor,
});
