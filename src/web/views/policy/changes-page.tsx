import type { PolicyDifference } from "../../../pipeline/policy-documents/port.ts";
import { texts } from "../../texts.ts";
import { pathWith } from "../admin/listing.tsx";
import { Page } from "../layout.tsx";

const t = texts.policies.changes;

/** What lies between two versions, line by line. */
export function PolicyChangesPage({ difference }: { difference: PolicyDifference }) {
  const { home, from, to, lines } = difference;
  return (
    <Page wide>
      <nav class="breadcrumb" aria-label={texts.policies.training.title}>
        <a href={pathWith("/policy", { org: home.org, version: to.version })}>{texts.policies.training.title}</a>
      </nav>
      <h1>{t.title(from.version, to.version)}</h1>
      {from.sha256 === to.sha256 ? (
        <p>{t.same}</p>
      ) : (
        <>
          <p>{t.intro}</p>
          <pre class="diff" tabindex={0}>
            {lines.map((line) => (line === null ? <span>⋯</span> : <Line kind={line.kind} text={line.text} />))}
          </pre>
        </>
      )}
    </Page>
  );
}

function Line({ kind, text }: { kind: "same" | "removed" | "added"; text: string }) {
  if (kind === "removed") return <del>{`− ${text}`}</del>;
  if (kind === "added") return <ins>{`+ ${text}`}</ins>;
  return <span>{`  ${text}`}</span>;
}
