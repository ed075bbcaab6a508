import type { Paged } from "../../../pipeline/admin/port.ts";
import type { EffectivenessView } from "../../../pipeline/effectiveness/port.ts";
import type { ItemStatistics } from "../../../programme/effectiveness/items.ts";
import type { Audited } from "../../guards/auditing.ts";
import type { ListAsked } from "../../list-asked.ts";
import { texts } from "../../texts.ts";
import { auditPath } from "../auditor/auditor-page.tsx";
import { PeriodChooser } from "../auditor/period.tsx";
import { EffectivenessBody } from "../effectiveness-body.tsx";
import { ScrollTable } from "../scroll-table.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Organisations, Paging, Search, Shows } from "./listing.tsx";

/** `flagged`: worth a look. */
export const ITEM_SHOWS = ["flagged"] as const;
export type ItemShow = (typeof ITEM_SHOWS)[number];

interface EffectivenessProps {
  readonly view: EffectivenessView;
  readonly items: Paged<ItemStatistics>;
  readonly asked: ListAsked<ItemShow>;
  readonly audited: Audited;
}

const t = texts.effectiveness;
const PATH = "/admin/effectiveness";

export function EffectivenessPage({ view, items, asked, audited }: EffectivenessProps) {
  const { reading, roles, period } = audited;
  const { search } = asked;
  const keep = { org: reading.org, from: period.from, to: period.to, show: asked.show };
  return (
    <AdminPage title={t.title} wide>
      <Organisations path={PATH} reading={reading} roles={roles} />
      <p class="lead">{t.intro}</p>
      <PeriodChooser path={PATH} audited={audited} />
      <EffectivenessBody view={view} />
      {view.items.length > 0 && (
        <>
          <h2 id="items">{t.items}</h2>
          <p>{t.itemsIntro}</p>
          <Search path={PATH} label={t.search} value={search} keep={keep} />
          <Shows
            label={texts.admin.oversight.show}
            all={[null, ...ITEM_SHOWS]}
            shown={asked.show}
            text={(one) => (one === null ? t.allItems : t.onlyFlagged)}
            href={(one) => auditPath(PATH, audited, { show: one, search })}
          />
          <ItemTable items={items.rows} />
          <Paging list={items} path={PATH} query={{ ...keep, search }} />
          <p>
            <a href={auditPath(`${PATH}.csv`, audited, { show: asked.show, search })}>{t.itemsCsv}</a>
          </p>
        </>
      )}
    </AdminPage>
  );
}

function ItemTable({ items }: { items: readonly ItemStatistics[] }) {
  if (items.length === 0) return <p>{texts.admin.oversight.none}</p>;
  return (
    <ScrollTable name={t.items} columns={t.itemColumns}>
      {items.map(({ course, version, question, told }) => (
        <tr>
          <th scope="row">{`${course}/${question}`}</th>
          <td>{version}</td>
          <td class="align-right">{told?.attempts ?? t.fewer}</td>
          <td class="align-right">{told?.difficulty.toFixed(2) ?? ""}</td>
          <td class="align-right">{told?.discrimination?.toFixed(2) ?? ""}</td>
          <td>{told?.chosen.join(" · ") ?? ""}</td>
          <td>{told?.flags.map((flag) => t.flags[flag]).join(", ") ?? ""}</td>
        </tr>
      ))}
    </ScrollTable>
  );
}
