import type { AccessRun } from "../../../domain/stores/access-gate.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import { texts } from "../../texts.ts";
import { Panel } from "../notice.tsx";
import { Moment } from "../time.tsx";
import { Release } from "./release.tsx";

const r = texts.admin.access.runs;

/** What a limit stopped, and what lets it go through. */
export function StoppedRuns({ runs, reading }: { runs: readonly AccessRun[]; reading: OrganisationRoles }) {
  return (
    <Panel tone="attention">
      <h2 id="runs">{r.title}</h2>
      <p>{r.intro}</p>
      <ul aria-labelledby="runs">
        {runs.map(({ id, kind, asked, taken, cap, at }) => {
          const what = r.asked(asked, r.words[kind], taken, cap);
          return (
            <li id={`run-${id}`}>
              <p>{what}</p>
              <p class="small muted">
                {r.stopped}
                <Moment at={at} />
              </p>
              {reading.admin && (
                <Release
                  action={`/admin/holds/runs/${id}/release`}
                  {...{ id, label: r.release, what, reason: r.reason, org: reading.org }}
                />
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
