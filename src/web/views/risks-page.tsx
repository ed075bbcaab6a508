import type { Curriculum } from "../../training/curriculum.ts";
import { type Mapping, type Risk, taughtBy, withoutRisk } from "../../training/mapping/mapping.ts";
import { texts } from "../texts.ts";
import { Page } from "./layout.tsx";
import { Panel } from "./notice.tsx";
import { ScrollTable } from "./scroll-table.tsx";
import { ModuleLink } from "./taught.tsx";

interface RisksProps {
  readonly mapping: Mapping;
  readonly curriculum: Curriculum;
}

const t = texts.mapping.risks;

export function RisksPage({ mapping, curriculum }: RisksProps) {
  const { example, reviewed, risks } = mapping.risks;
  const rest = withoutRisk(mapping, curriculum);
  return (
    <Page wide>
      <h1>{t.title}</h1>
      <p class="lead">{t.intro}</p>
      {example && (
        <Panel tone="attention">
          <p>{t.example}</p>
        </Panel>
      )}
      <p>{reviewed.on === null ? t.never : `${t.reviewed}${reviewed.on}${reviewed.by ? t.by(reviewed.by) : ""}.`}</p>
      <p>
        <a href="/controls">{t.toControls}</a>
      </p>
      {risks.length === 0 ? (
        <p>{t.none}</p>
      ) : (
        <ScrollTable name={t.title} columns={t.columns}>
          {risks.map((risk) => (
            <RiskRow risk={risk} curriculum={curriculum} />
          ))}
        </ScrollTable>
      )}
      {risks.length > 0 && rest.length > 0 && (
        <>
          <h2>{t.rest}</h2>
          <ul>
            {rest.map((taught) => (
              <li>
                <ModuleLink taught={taught} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}

function RiskRow({ risk: { risk, modules }, curriculum }: { risk: Risk; curriculum: Curriculum }) {
  return (
    <tr>
      <th scope="row">{risk}</th>
      <td>
        <ul>
          {modules
            .flatMap((ref) => taughtBy(ref, curriculum))
            .map((taught) => (
              <li>
                <ModuleLink taught={taught} />
              </li>
            ))}
        </ul>
      </td>
    </tr>
  );
}
