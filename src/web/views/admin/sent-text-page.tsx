import type { SentText } from "../../../pipeline/awareness/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import { texts } from "../../texts.ts";
import { Page } from "../layout.tsx";
import { Prose } from "../prose.tsx";
import { Moment } from "../time.tsx";
import { pathWith } from "./listing.tsx";

const t = texts.awareness;

/** The text that people were sent, which may lie ready in other words by now. */
export function SentTextPage({ sent, reading: { org } }: { sent: SentText; reading: OrganisationRoles }) {
  const { title, kind, happenedAt, textSha256, markdown } = sent;
  return (
    <Page>
      <nav class="breadcrumb" aria-label={texts.admin.up}>
        <a href={pathWith("/admin", { org })}>{texts.admin.title}</a>
        <a href={pathWith("/admin/awareness", { org })}>{t.title}</a>
      </nav>
      <h1>{title}</h1>
      <p class="small muted">
        {`${t.kind[kind]}, `}
        {t.asSent}
        <Moment at={happenedAt} />
      </p>
      <p class="small muted break">
        {t.digest}
        <code>{textSha256}</code>
      </p>
      <Prose text={markdown} />
    </Page>
  );
}
