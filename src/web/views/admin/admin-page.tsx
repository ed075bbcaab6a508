import type { PropsWithChildren } from "hono/jsx";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import { mayChange } from "../../guards/roles.ts";
import { texts } from "../../texts.ts";
import { Page } from "../layout.tsx";
import { ErrorSummary, Label } from "../notice.tsx";

type Part = keyof typeof texts.admin.parts;

interface IndexProps {
  readonly roles: readonly OrganisationRoles[];
  /** How much of each waits for somebody. */
  readonly waiting: Readonly<Record<Part, number>>;
}

/** What can be done here, and what waits for it. */
export function AdminIndexPage({ roles, waiting }: IndexProps) {
  const parts = Object.entries(texts.admin.parts) as [Part, (typeof texts.admin.parts)[Part]][];
  return (
    <Page>
      <h1>{texts.admin.title}</h1>
      <p class="lead">{texts.admin.intro}</p>
      {!roles.some(mayChange) && <p>{texts.admin.readOnly}</p>}
      <ul class="rows">
        {parts.map(([part, { title, text }]) => (
          <li class="row">
            <div class="row-text">
              <a class="row-title" href={`/admin/${part}`}>
                {title}
              </a>
              <p class="small muted">{text}</p>
            </div>
            {waiting[part] > 0 && <Label tone="attention">{texts.admin.waits(waiting[part])}</Label>}
          </li>
        ))}
      </ul>
    </Page>
  );
}

type AdminPageProps = PropsWithChildren<{
  title: string;
  /** Why what was sent was not done. */
  problem?: string | undefined;
  wide?: boolean;
  /** The list that it belongs to. */
  list?: { readonly href: string; readonly text: string };
}>;

/** One part of the administration, with the way up. */
export function AdminPage({ title, problem, wide = false, list, children }: AdminPageProps) {
  return (
    <Page wide={wide}>
      <nav class="breadcrumb" aria-label={texts.admin.up}>
        <a href="/admin">{texts.admin.title}</a>
        {list && <a href={list.href}>{list.text}</a>}
      </nav>
      <h1>{title}</h1>
      {problem !== undefined && (
        <ErrorSummary heading={texts.admin.problem}>
          <p>{problem}.</p>
        </ErrorSummary>
      )}
      {children}
    </Page>
  );
}
