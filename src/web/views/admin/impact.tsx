import type { PropsWithChildren } from "hono/jsx";
import { blockedAtWorst } from "../../../gate/preview.ts";
import type { Impact } from "../../../pipeline/admin/port.ts";
import type { TitleOf } from "../../course-titles.ts";
import { texts } from "../../texts.ts";
import { Panel } from "../notice.tsx";
import { ScrollTable } from "../scroll-table.tsx";

const t = texts.admin.oversight.rollout;

/** So many rows are read on a page; the command prints all. */
const SHOWN = 100;
const PULLS_SHOWN = 5;

/** Whom a change would touch, and where: the sentence first, then the tables behind it. */
export function ImpactOf({ impact, heading, titleOf }: { impact: Impact; heading: string; titleOf: TitleOf }) {
  const { preview, capPercent, wouldBeHeld } = impact;
  const { newlyBlocked, undecided, open, people } = preview;
  const withheld = people.filter(({ newly }) => newly === "withheld").length;
  const touches = blockedAtWorst(preview) > 0;
  return (
    <>
      <Panel tone={wouldBeHeld ? "danger" : touches ? "attention" : "success"}>
        <h3>{heading}</h3>
        <p class="lead">{t.sentence(newlyBlocked.length, open, withheld)}</p>
        {undecided.length > 0 && <p>{t.undecided(undecided.length)}</p>}
        {wouldBeHeld && capPercent !== null && <p>{t.held(capPercent)}</p>}
      </Panel>
      <RepositoryTable repositories={preview.repositories} />
      <PeopleTable people={people} titleOf={titleOf} />
    </>
  );
}

function RepositoryTable({ repositories }: Pick<Impact["preview"], "repositories">) {
  if (repositories.length === 0) return null;
  return (
    <Shortened left={repositories.length - SHOWN}>
      <ScrollTable name={t.repositories} columns={t.repositoryColumns}>
        {repositories.slice(0, SHOWN).map(({ repository, newlyBlocked, newlyOpen, undecided }) => (
          <tr>
            <th scope="row">{repository}</th>
            <td class="align-right">{newlyBlocked}</td>
            <td class="align-right">{newlyOpen}</td>
            <td class="align-right">{undecided}</td>
          </tr>
        ))}
      </ScrollTable>
    </Shortened>
  );
}

function PeopleTable({ people, titleOf }: Pick<Impact["preview"], "people"> & { titleOf: TitleOf }) {
  if (people.length === 0) return null;
  return (
    <Shortened left={people.length - SHOWN}>
      <ScrollTable name={t.people} columns={t.peopleColumns}>
        {people.slice(0, SHOWN).map(({ login, newly, needs, pulls }) => (
          <tr>
            <th scope="row">@{login}</th>
            <td>{t.newly[newly]}</td>
            <td>{needs.map(titleOf).join(", ")}</td>
            <td>{placesOf(pulls)}</td>
          </tr>
        ))}
      </ScrollTable>
    </Shortened>
  );
}

function Shortened({ left, children }: PropsWithChildren<{ left: number }>) {
  return (
    <>
      {children}
      {left > 0 && <p>{t.more(left)}</p>}
    </>
  );
}

function placesOf(pulls: Impact["preview"]["people"][number]["pulls"]): string {
  const shown = pulls.slice(0, PULLS_SHOWN).map(({ repository, number }) => `${repository}#${number}`);
  return [...shown, ...(pulls.length > PULLS_SHOWN ? [t.more(pulls.length - PULLS_SHOWN)] : [])].join(", ");
}
