import type { Paged } from "../../../pipeline/admin/port.ts";
import type { ListAsked } from "../../list-asked.ts";
import { texts } from "../../texts.ts";
import { Paging, pathWith, Search, Shows } from "./listing.tsx";

const t = texts.admin.oversight;

interface NarrowProps<Show extends string> {
  readonly path: string;
  /** The organisation that is looked at; null where the list is of several. */
  readonly org: number | null;
  readonly asked: ListAsked<Show>;
  readonly searchLabel: string;
  readonly shows: readonly Show[];
  readonly text: (show: Show) => string;
}

/** How a list is narrowed: by words, and by one of its parts. */
export function Narrow<Show extends string>(props: NarrowProps<Show>) {
  const { path, org, asked, searchLabel, shows, text } = props;
  const { search, show } = asked;
  return (
    <>
      <Search path={path} label={searchLabel} value={search} keep={{ org, show }} />
      <Shows
        label={t.show}
        all={[null, ...shows]}
        shown={show}
        text={(one) => (one === null ? t.all : text(one))}
        href={(one) => pathWith(path, { org, show: one, search })}
      />
    </>
  );
}

type ListEndProps = Pick<NarrowProps<string>, "path" | "org" | "asked"> & { readonly list: Paged<unknown> };

/** Below a list: its other pages, and all that was found as a file. */
export function ListEnd({ path, org, asked: { search, show }, list }: ListEndProps) {
  const query = { org, show, search };
  return (
    <>
      <Paging list={list} path={path} query={query} />
      <p>
        <a href={pathWith(`${path}.csv`, query)}>{t.csv}</a>
      </p>
    </>
  );
}
