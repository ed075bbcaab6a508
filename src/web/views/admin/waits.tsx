import type { OrgId } from "../../../domain/ids.ts";
import { dayText } from "../../../gate/day-text.ts";
import type { Overview } from "../../../pipeline/admin/port.ts";
import { texts } from "../../texts.ts";
import { pathWith } from "./listing.tsx";

const t = texts.admin.oversight.overview;

/** What waits for somebody, each with the way to the page that answers it; in one line where nothing does. */
export function Waits({ overview, org }: { overview: Overview; org: OrgId }) {
  const items = [...peopleWait(overview), ...changesWait(overview)];
  return (
    <>
      <h2 id="waits">{t.waits}</h2>
      {items.length === 0 ? (
        <p>{t.nothingWaits}</p>
      ) : (
        <ul class="rows" aria-labelledby="waits">
          {items.map(({ path, query, text }) => (
            <li class="row">
              <div class="row-text">
                <a href={pathWith(path, { org, ...query })}>{text}</a>
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface Wait {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Nothing, where there is none of it. */
function some(count: number, path: string, text: string, query: Wait["query"] = {}): readonly Wait[] {
  return count === 0 ? [] : [{ path, query, text }];
}

function peopleWait({ open, waiting }: Overview): readonly Wait[] {
  const { holds, oldestHold, unreached, stoppedRuns, unmatched } = open;
  const since = oldestHold ? dayText(oldestHold.toISOString()) : "";
  return [
    ...some(stoppedRuns, "/admin/holds", t.stoppedRuns(stoppedRuns)),
    ...some(unreached, "/admin/holds", t.unreached(unreached), { show: "untold" }),
    ...some(holds, "/admin/holds", t.holds(holds, since)),
    ...some(waiting.breakGlass, "/admin/break-glass", t.breakGlass(waiting.breakGlass)),
    ...some(waiting.waivers, "/admin/waivers", t.waivers(waiting.waivers)),
    ...some(waiting.imports, "/admin/imports", t.imports(waiting.imports)),
    ...some(unmatched, "/admin/roster", t.unmatched(unmatched), { show: "unlinked" }),
  ];
}

function changesWait({ held, problem, open, troubledJobs, staged }: Overview): readonly Wait[] {
  const { overdueReviews, signedReviews, draftPolicies } = open;
  return [
    ...some(Number(held), "/admin/policy", t.held),
    ...some(Number(problem), "/admin/policy", t.problem),
    ...some(draftPolicies, "/admin/policies", t.draftPolicies),
    ...some(overdueReviews, "/admin/reviews", t.overdueReviews(overdueReviews), { show: "overdue" }),
    ...some(signedReviews, "/admin/reviews", t.signedReviews(signedReviews), { show: "signed" }),
    ...some(troubledJobs, "/admin/jobs", t.jobs(troubledJobs)),
    ...staged.map(({ course, inForce, staged: next }) => ({
      path: "/admin/rollout",
      text: t.staged(course, inForce, next),
    })),
  ];
}
