import type { HookTrouble } from "../../../domain/stores/hooks.ts";
import type { DeliveriesView } from "../../../pipeline/admin/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import { texts } from "../../texts.ts";
import { Form } from "../form.tsx";
import { Label, Panel } from "../notice.tsx";
import { Moment } from "../time.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Organisations, pathWith } from "./listing.tsx";
import { SilentHooks } from "./silent-hooks.tsx";

interface DeliveriesProps {
  readonly deliveries: DeliveriesView;
  readonly hooks: readonly HookTrouble[];
  readonly reading: OrganisationRoles;
  readonly roles: readonly OrganisationRoles[];
  readonly problem?: string | undefined;
}

type Row = Extract<DeliveriesView, { ok: true }>["rows"][number];

const t = texts.admin.oversight.jobs.failed;
const PATH = "/admin/deliveries";

export function DeliveriesPage({ deliveries, hooks, reading, roles, problem }: DeliveriesProps) {
  return (
    <AdminPage title={t.title} problem={problem}>
      <Organisations path={PATH} reading={reading} roles={roles} />
      <p class="lead">{t.intro}</p>
      {deliveries.ok ? (
        <List rows={deliveries.rows} reading={reading} />
      ) : (
        <Panel tone="danger">
          <h2>{t.unreadable}</h2>
          <p class="break">{deliveries.why}</p>
        </Panel>
      )}
      <SilentHooks hooks={hooks} />
    </AdminPage>
  );
}

function List({ rows, reading }: { rows: readonly Row[]; reading: OrganisationRoles }) {
  if (rows.length === 0) return <p>{t.none}</p>;
  return (
    <ul class="rows" aria-label={t.title}>
      {rows.map((row) => (
        <li class="person">
          <p class="person-name">
            <strong>{row.action === null ? row.event : `${row.event}.${row.action}`}</strong>
            <Label tone={row.arrived ? "success" : "danger"}>{row.arrived ? t.arrived : t.lost}</Label>
          </p>
          <p class="small muted break">
            {row.status} ({row.statusCode}) · {t.at}
            <Moment at={row.deliveredAt} /> · <code>{row.guid}</code>
          </p>
          {reading.admin && !row.arrived && (
            <Form action={pathWith(`${PATH}/${row.id}/redeliver`, { org: reading.org })}>
              <button class="btn" type="submit" aria-label={t.redeliverNamed(row.event, row.guid)}>
                {t.redeliver}
              </button>
            </Form>
          )}
        </li>
      ))}
    </ul>
  );
}
