import type { Child } from "hono/jsx";
import type { Paged, PersonState } from "../../../pipeline/admin/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import { texts } from "../../texts.ts";
import { Label, type Tone } from "../notice.tsx";

const t = texts.admin.oversight;

type Query = Readonly<Record<string, string | number | null>>;

/** An address with a query; what is empty is left out. */
export function pathWith(path: string, query: Query): string {
  const told = Object.entries(query).flatMap(([key, value]) =>
    value === null || value === "" ? [] : [[key, String(value)] as [string, string]],
  );
  return told.length === 0 ? path : `${path}?${new URLSearchParams(told)}`;
}

interface OrganisationsProps {
  readonly path: string;
  readonly reading: OrganisationRoles;
  readonly roles: readonly OrganisationRoles[];
}

/** The others that could be looked at, where there are any. */
export function Organisations({ path, reading, roles }: OrganisationsProps) {
  if (roles.length < 2) return null;
  return (
    <nav aria-label={t.chooseOrganisation}>
      <ul class="jumps">
        {roles.map(({ org, login }) => (
          <li>
            <a href={pathWith(path, { org })} aria-current={org === reading.org ? "page" : undefined}>
              {login}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A search that changes nothing, and so needs no token: its answer is an address that can be sent to others. */
export function Search(props: { path: string; label: string; value: string; keep: Query }) {
  const { path, label, value, keep } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not known to all browsers that we serve
    <form method="get" action={path} role="search" class="search">
      {Object.entries(keep).map(
        ([name, kept]) => kept !== null && kept !== "" && <input type="hidden" name={name} value={String(kept)} />,
      )}
      <div class="field">
        <label for="search">{label}</label>
        <input id="search" name="search" type="search" value={value} autocomplete="off" />
      </div>
      <button class="btn" type="submit">
        {t.search}
      </button>
    </form>
  );
}

interface ShowsProps<One extends string | null> {
  /** What is chosen among, for who cannot see it. */
  readonly label: string;
  readonly all: readonly One[];
  readonly shown: One;
  readonly text: (one: One) => string;
  readonly href: (one: One) => string;
}

/** Which of a list are shown: the one that is, and the way to the others. */
export function Shows<One extends string | null>({ label, all, shown, text, href }: ShowsProps<One>) {
  return (
    <nav aria-label={label}>
      <ul class="jumps">
        {all.map((one) => (
          <li>
            <a href={href(one)} aria-current={one === shown ? "page" : undefined}>
              {text(one)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** To the pages before and after, where there are any. */
export function Paging({ list, path, query }: { list: Paged<unknown>; path: string; query: Query }) {
  const { page, pages } = list;
  if (pages < 2) return null;
  return (
    <nav class="paging" aria-label={t.paging}>
      {page > 1 && (
        <a class="paging-link" href={pathWith(path, { ...query, page: page - 1 })} rel="prev">
          {t.previous}
        </a>
      )}
      <p class="small muted">{t.pageOf(page, pages)}</p>
      {page < pages && (
        <a class="paging-link paging-end" href={pathWith(path, { ...query, page: page + 1 })} rel="next">
          {t.next}
        </a>
      )}
    </nav>
  );
}

export const STATE_TONES: Record<PersonState, Tone> = {
  missing: "danger",
  grace: "attention",
  current: "success",
  "not-asked": "neutral",
};

export function PersonStateLabel({ state, children }: { state: PersonState; children?: Child }) {
  return <Label tone={STATE_TONES[state]}>{children ?? t.state[state]}</Label>;
}
