import type { EffectivenessView, SimulationView } from "../../pipeline/effectiveness/port.ts";
import type { ResultCell } from "../../programme/effectiveness/results.ts";
import type { Break, LinePoint } from "../charts/lines.ts";
import { texts } from "../texts.ts";
import { LineChart } from "./auditor/line-chart.tsx";
import { ScrollTable } from "./scroll-table.tsx";
import { Day } from "./time.tsx";

const t = texts.effectiveness;

/** The first of the month: a month has no time of its own. */
const startOf = (month: string) => new Date(`${month}-01T00:00:00Z`);

/** For each course how first attempts went over time, and where its version changed. */
export function ResultCharts({ results }: Pick<EffectivenessView, "results">) {
  const told = results.filter((cell) => cell.told !== null);
  const courses = [...new Set(told.map(({ course }) => course))];
  return (
    <>
      {courses.map((course) => (
        <CourseChart course={course} cells={told.filter((cell) => cell.course === course)} />
      ))}
    </>
  );
}

function CourseChart({ course, cells }: { course: string; cells: readonly ResultCell[] }) {
  const points: readonly LinePoint[] = cells.map(({ month, version, kind, module, told }) => ({
    ...{ at: startOf(month), percent: told?.passed ?? 0, key: "pass" },
    part: [version, kind, module].join(" "),
  }));
  const newest = points.at(-1)?.percent ?? 0;
  const title = t.first(course);
  return (
    <LineChart
      told={{ id: `first-${course}`, title, description: t.firstDescribe(course, points.length, newest) }}
      series={[{ key: "pass", label: t.pass, tone: "accent" }]}
      points={points}
      breaks={breaksIn(cells)}
    />
  );
}

/** Where a version was seen first, but for the first one. */
function breaksIn(cells: readonly ResultCell[]): readonly Break[] {
  const seen = new Map<string, Date>();
  for (const { month, version } of cells) if (!seen.has(version)) seen.set(version, startOf(month));
  return [...seen].slice(1).map(([label, at]) => ({ at, label }));
}

export function SimulationChart({ simulations }: Pick<EffectivenessView, "simulations">) {
  const points = simulations.flatMap(({ happenedAt: at, outcomes }): readonly LinePoint[] =>
    outcomes === null
      ? []
      : [
          { at, percent: (100 * outcomes.reported) / outcomes.delivered, key: "reported", part: "" },
          { at, percent: (100 * outcomes.clicked) / outcomes.delivered, key: "clicked", part: "" },
        ],
  );
  if (points.length === 0) return null;
  return (
    <LineChart
      told={{ id: "simulations", title: t.simulationChart, description: t.simulationDescribe(points.length / 2) }}
      series={[
        { key: "reported", label: t.reportRate, tone: "success" },
        { key: "clicked", label: t.clickRate, tone: "danger" },
      ]}
      points={points}
    />
  );
}

export function ResultTable({ results }: Pick<EffectivenessView, "results">) {
  return (
    <ScrollTable name={t.resultsTable} columns={t.resultColumns}>
      {results.map(({ month, course, version, kind, module, told }) => (
        <tr>
          <th scope="row">{month}</th>
          <td>{course}</td>
          <td>{version}</td>
          <td>{module ?? kind}</td>
          <td class="align-right">{told?.attempts ?? t.fewer}</td>
          <td class="align-right">{told ? `${told.passed}%` : ""}</td>
          <td class="align-right">{told ? `${told.medianScore}%` : ""}</td>
        </tr>
      ))}
    </ScrollTable>
  );
}

export function ObjectiveTable({ results }: Pick<EffectivenessView, "results">) {
  return (
    <ScrollTable name={t.objectives} columns={t.objectiveColumns}>
      {results.flatMap(({ month, course, version, objectives }) =>
        objectives.map(({ module, objective, told }) => (
          <tr>
            <th scope="row">{month}</th>
            <td>{course}</td>
            <td>{version}</td>
            <td>{`${module}/${objective}`}</td>
            <td class="align-right">{told?.attempts ?? t.fewer}</td>
            <td class="align-right">{told ? `${told.medianScore}%` : ""}</td>
          </tr>
        )),
      )}
    </ScrollTable>
  );
}

export function SimulationTables({ simulations }: { simulations: readonly SimulationView[] }) {
  const grouped = simulations.filter(({ groups }) => groups.length > 0);
  return (
    <>
      <ScrollTable name={t.simulations} columns={t.simulationColumns}>
        {simulations.map(({ happenedAt, title, outcomes }) => (
          <tr>
            <th scope="row">
              <Day at={happenedAt} />
            </th>
            <td>{title}</td>
            <td class="align-right">{outcomes?.delivered ?? t.fewer}</td>
            <td class="align-right">{outcomes?.reported ?? ""}</td>
            <td class="align-right">{outcomes?.medianMinutes ?? ""}</td>
            <td class="align-right">{outcomes?.clicked ?? ""}</td>
            <td class="align-right">{outcomes?.submitted ?? ""}</td>
          </tr>
        ))}
      </ScrollTable>
      {grouped.length > 0 && (
        <>
          <h3>{t.groups}</h3>
          <ScrollTable name={t.groups} columns={t.groupColumns}>
            {grouped.flatMap(({ title, groups }) =>
              groups.map(({ name, people, reported, clicked }) => (
                <tr>
                  <th scope="row">{title}</th>
                  <td>{name}</td>
                  <td class="align-right">{people}</td>
                  <td class="align-right">{reported}</td>
                  <td class="align-right">{clicked}</td>
                </tr>
              )),
            )}
          </ScrollTable>
        </>
      )}
      {simulations.some(({ hasUntold }) => hasUntold) && <p class="small muted">{t.untold}</p>}
    </>
  );
}
