import type { Row } from "../../evidence/report.ts";
import { redoSample, SAMPLE_METHOD } from "../../evidence/sample.ts";
import type { SampledRow, SampleIndex } from "../../evidence/sample-pack.ts";
import type { Mapping } from "../../training/mapping/mapping.ts";
import { texts } from "../texts.ts";

const t = texts.samplePack;

/** It is opened from a folder, where no sheet of ours is: what it needs stands in it. */
const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
code, pre { font: 0.875em/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; padding: 0.75rem; border: 1px solid #8888; border-radius: 6px; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.75rem 0.25rem 0; overflow-wrap: anywhere; }
th { font-weight: 600; white-space: nowrap; }
section, details { border-top: 1px solid #8888; padding: 0.75rem 0; }
summary { cursor: pointer; }
`;

/** From clause to report to row to proof, on one page that needs no server, no network and no script. */
export function renderSampleIndex(view: SampleIndex, mapping: Mapping): string {
  const { report } = view;
  const page = (
    <html lang={texts.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{t.title(report.id)}</title>
        <style>{STYLE}</style>
      </head>
      <body>
        <main>
          <h1>{t.title(report.id)}</h1>
          <p>{t.lead(view.head.organisation.login, view.head.asOf.toISOString())}</p>
          <Clauses view={view} mapping={mapping} />
          <About view={view} />
          <Rows view={view} />
          <People view={view} />
          <Check view={view} />
        </main>
      </body>
    </html>
  );
  return `<!DOCTYPE html>\n${page}\n`;
}

function Clauses({ view: { report }, mapping }: { view: SampleIndex; mapping: Mapping }) {
  const clauses = report.clauses.map(({ framework: id, ref }) => {
    const framework = mapping.frameworks.find((one) => one.id === id);
    return { ref, name: framework?.name ?? id, clause: framework?.clauses.find((one) => one.ref === ref) };
  });
  return (
    <section>
      <h2>{t.clauses}</h2>
      <ul>
        {clauses.map(({ ref, name, clause }) => (
          <li>
            <strong>{ref}</strong> {clause ? `${clause.title}: ${clause.asks}` : ""} ({name})
          </li>
        ))}
      </ul>
      <p>
        <a href="#report">{t.toReport(report.id)}</a>
      </p>
    </section>
  );
}

function About({ view: { head, report, sample, population, rows } }: { view: SampleIndex }) {
  return (
    <section id="report">
      <h2>{`${report.id} ${report.title}`}</h2>
      <p>{report.question}</p>
      <table>
        <Fact name={t.period}>{t.between(head.period.from.toISOString(), head.period.to.toISOString())}</Fact>
        <Fact name={t.query}>{report.query}</Fact>
        <Fact name={t.population}>
          <a href={population}>{population}</a>, {t.rowsOf(sample.population.rows)}
        </Fact>
        <Fact name={t.hash}>
          <code>{sample.population.sha256}</code>
        </Fact>
        <Fact name={t.drawn}>{t.drawnAs(rows.length, sample.n, sample.seed)}</Fact>
        <Fact name={t.method}>{SAMPLE_METHOD}</Fact>
      </table>
      <h3>{t.redo}</h3>
      <pre>{redoSample(population, sample)}</pre>
    </section>
  );
}

function Fact({ name, children }: { name: string; children?: unknown }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{children}</td>
    </tr>
  );
}

function Rows({ view: { rows, report, head } }: { view: SampleIndex }) {
  return (
    <section id="rows">
      <h2>{t.rows}</h2>
      <p>{t.rowsHint}</p>
      {rows.map((one) => (
        <details id={`line-${one.line}`}>
          <summary>
            {t.line(
              one.line,
              firstOf(
                one.row,
                report.columns.map(({ name }) => name),
              ),
            )}
          </summary>
          <table>
            {report.columns
              .map(({ name, means }) => ({ name, means, said: textOf(one.row[name] ?? null) }))
              .filter(({ said }) => said !== "")
              .map(({ name, means, said }) => (
                <tr>
                  <th scope="row" title={means}>
                    {name}
                  </th>
                  <td>{said}</td>
                </tr>
              ))}
          </table>
          <Proof row={one} isSigned={head.log !== null} />
        </details>
      ))}
    </section>
  );
}

function Proof({ row: { entry }, isSigned }: { row: SampledRow; isSigned: boolean }) {
  if (!entry) return <p>{t.noEntry}</p>;
  return (
    <>
      <p>
        <a href={entry.file}>{t.entry(entry.place.seq)}</a>
        {entry.proof !== null && (
          <>
            {" · "}
            <a href={entry.proof}>{t.proof}</a>
          </>
        )}
      </p>
      {entry.proof === null ? (
        <p>{isSigned ? t.notCovered : t.notSigned}</p>
      ) : (
        <pre>{`training-gate log verify --proof ${entry.proof} --entry ${entry.file} --key YOUR-LOG.vkey`}</pre>
      )}
    </>
  );
}

function People({ view: { people } }: { view: SampleIndex }) {
  return (
    <section id="people">
      <h2>{t.people}</h2>
      <p>{t.peopleHint}</p>
      <table>
        {people.map(({ subject, disclosed }) => (
          <tr>
            <th scope="row">
              <code>{subject}</code>
            </th>
            <td>{JSON.stringify(disclosed)}</td>
          </tr>
        ))}
      </table>
    </section>
  );
}

function Check({ view: { head } }: { view: SampleIndex }) {
  return (
    <section id="check">
      <h2>{t.check}</h2>
      <pre>sha256sum -c SHA256SUMS</pre>
      <p>{head.log ? t.key : t.notSigned}</p>
      {head.log && <pre>{head.log.checkpoint}</pre>}
    </section>
  );
}

function textOf(value: Row[string]): string {
  return Array.isArray(value) ? value.join("; ") : String(value ?? "");
}

/** A few of its values, by which a row is known again. */
function firstOf(row: Row, names: readonly string[]): string {
  const values = names.map((name) => textOf(row[name] ?? null)).filter((text) => text !== "");
  return values.slice(0, 4).join(" · ");
}
