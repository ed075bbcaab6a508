import type { EffectivenessView } from "../../pipeline/effectiveness/port.ts";
import { texts } from "../texts.ts";
import {
  ObjectiveTable,
  ResultCharts,
  ResultTable,
  SimulationChart,
  SimulationTables,
} from "./effectiveness-charts.tsx";
import { ScrollTable } from "./scroll-table.tsx";

const t = texts.effectiveness;

/** What administrators and auditors see alike. */
export function EffectivenessBody({ view }: { view: EffectivenessView }) {
  const { results, simulations, incidents, microQuizzes } = view;
  if (results.length + simulations.length + incidents.length + microQuizzes.length === 0) return <p>{t.none}</p>;
  return (
    <>
      <ResultCharts results={results} />
      {results.length > 0 && (
        <details class="more">
          <summary>{t.resultsTable}</summary>
          <ResultTable results={results} />
          <h3>{t.objectives}</h3>
          <ObjectiveTable results={results} />
        </details>
      )}
      {simulations.length > 0 && (
        <>
          <h2>{t.simulations}</h2>
          <SimulationChart simulations={simulations} />
          <SimulationTables simulations={simulations} />
        </>
      )}
      {incidents.length > 0 && (
        <>
          <h2>{t.incidents}</h2>
          <ScrollTable name={t.incidents} columns={t.incidentColumns}>
            {incidents.map(({ month, reports, medianMinutes }) => (
              <tr>
                <th scope="row">{month}</th>
                <td class="align-right">{reports}</td>
                <td class="align-right">{medianMinutes ?? ""}</td>
              </tr>
            ))}
          </ScrollTable>
        </>
      )}
      <MicroQuizzes microQuizzes={microQuizzes} />
    </>
  );
}

function MicroQuizzes({ microQuizzes }: Pick<EffectivenessView, "microQuizzes">) {
  if (microQuizzes.length === 0) return null;
  return (
    <>
      <h2>{t.micro}</h2>
      <ScrollTable name={t.micro} columns={t.microColumns}>
        {microQuizzes.map(({ slug, question, told }) => (
          <tr>
            <th scope="row">{slug}</th>
            <td>{question}</td>
            <td class="align-right">{told?.answers ?? t.fewer}</td>
            <td class="align-right">{told ? `${Math.round((100 * told.right) / told.answers)}%` : ""}</td>
          </tr>
        ))}
      </ScrollTable>
    </>
  );
}
