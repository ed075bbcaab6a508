import type { EffectivenessView } from "../../../pipeline/effectiveness/port.ts";
import type { ItemStatistics } from "../../../programme/effectiveness/items.ts";
import type { Audited } from "../../guards/auditing.ts";
import { texts } from "../../texts.ts";
import { auditPath } from "../auditor/auditor-page.tsx";
import { PeriodChooser } from "../auditor/period.tsx";
import { EffectivenessBody } from "../effectiveness-body.tsx";
import { ScrollTable } from "../scroll-table.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Organisations, Search } from "./listing.tsx";

interface EffectivenessProps {
  readonly view: EffectivenessView;
  readonly items: readonly ItemStatistics[];
  readonly search: string;
  readonly flagged: boolean;
  readonly audited: Audited;
}

const t = texts.effectiveness;
const PATH = "/admin/effectiveness";

export function EffectivenessPage({ view, items, search, flagged, audited }: EffectivenessProps) {
  const { reading, roles, period } = audited;
  const keep = { org: reading.org, from: period.from, to: period.to, show: flagged ? "flagged" : null };
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
          <ul class="jumps">
            <li>
              <a
                href={auditPath(PATH, audited, { show: flagged ? null : "flagged", search })}
                aria-current={flagged ? "true" : undefined}
              >
                {flagged ? t.allItems : t.onlyFlagged}
              </a>
            </li>
            <li>
              <a href={auditPath(`${PATH}.csv`, audited, { show: flagged ? "flagged" : null, search })}>{t.itemsCsv}</a>
            </li>
          </ul>
          <ItemTable items={items} />
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
