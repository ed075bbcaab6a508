import type { Hook } from "../../../domain/stores/hooks.ts";
import type { ClientView, Paged } from "../../../pipeline/admin/port.ts";
import { shownUrl } from "../../../pipeline/hooks/hook-url.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import type { ListAsked } from "../../list-asked.ts";
import { texts } from "../../texts.ts";
import { Label } from "../notice.tsx";
import { Prose } from "../prose.tsx";
import { Day, Moment } from "../time.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Organisations } from "./listing.tsx";
import { ListEnd, Narrow } from "./narrow.tsx";

export const CLIENTS_PATH = "/admin/clients";
export const CLIENT_SHOWS = ["active", "revoked"] as const;
export type ClientShow = (typeof CLIENT_SHOWS)[number];

interface ClientsProps {
  readonly clients: Paged<ClientView>;
  readonly asked: ListAsked<ClientShow>;
  readonly reading: OrganisationRoles;
  readonly roles: readonly OrganisationRoles[];
}

const t = texts.admin.clients;

export function ClientsPage({ clients, asked, reading, roles }: ClientsProps) {
  const isNarrowed = asked.search !== "" || asked.show !== null;
  return (
    <AdminPage title={t.title}>
      <Organisations path={CLIENTS_PATH} reading={reading} roles={roles} />
      <Prose text={t.intro} />
      <Narrow
        {...{ path: CLIENTS_PATH, org: reading.org, asked, searchLabel: t.search, shows: CLIENT_SHOWS }}
        text={(show) => t.shows[show]}
      />
      <h2 id="clients">{t.count(clients.total)}</h2>
      {clients.total === 0 ? (
        <p>{isNarrowed ? texts.admin.oversight.none : t.none}</p>
      ) : (
        <ul class="rows" aria-labelledby="clients">
          {clients.rows.map((client) => (
            <ClientItem client={client} />
          ))}
        </ul>
      )}
      <ListEnd path={CLIENTS_PATH} org={reading.org} asked={asked} list={clients} />
    </AdminPage>
  );
}

function ClientItem({ client: { name, createdAt, revokedAt, reads, lastReadAt, hooks } }: { client: ClientView }) {
  return (
    <li class="person">
      <p class="person-name">
        <strong>{name}</strong>
        <Label tone={revokedAt ? "neutral" : "success"}>{t.shows[revokedAt ? "revoked" : "active"]}</Label>
      </p>
      <p class="small muted">
        {t.added}
        <Day at={createdAt} />
        {` · ${t.reads(reads)}`}
        {lastReadAt && (
          <>
            {t.last}
            <Moment at={lastReadAt} />
          </>
        )}
      </p>
      {hooks.map((hook) => (
        <HookLine hook={hook} />
      ))}
    </li>
  );
}

function HookLine({ hook: { url, taken, takenAt, revokedAt } }: { hook: Hook }) {
  return (
    <p class="small break">
      {`${t.hook(shownUrl(url))} · ${revokedAt ? t.shows.revoked.toLowerCase() : t.taken(taken)}`}
      {!revokedAt && takenAt && (
        <>
          {t.last}
          <Moment at={takenAt} />
        </>
      )}
    </p>
  );
}
