import { type Context, Hono } from "hono";
import type { Row } from "../../../evidence/report.ts";
import {
  type AdminPages,
  type LayerStatus,
  PERSON_STATES,
  type PeopleAsked,
  type PersonStatus,
} from "../../../pipeline/admin/port.ts";
import type { TitleOf } from "../../course-titles.ts";
import type { ReaderEnv } from "../../env.ts";
import { requireReader } from "../../guards/roles.ts";
import { pageIn, searchIn } from "../../list-asked.ts";
import { texts } from "../../texts.ts";
import { PeoplePage } from "../../views/admin/people-page.tsx";
import { PersonPage } from "../../views/admin/person-page.tsx";
import { csvAnswer } from "./csv-answer.ts";

const PATH = "/admin/people";
const CSV = ["logins", "state", "layer", "layer_state", "until", "by_waiver", "missing_courses"];

export function peopleRoutes(admin: AdminPages, titleOf: TitleOf) {
  return new Hono<ReaderEnv>()
    .use(`${PATH}/*`, requireReader)
    .use(`${PATH}.csv`, requireReader)
    .get(PATH, async (c) => {
      const { reading, roles } = c.var;
      const { search, state } = askedIn(c);
      const people = await admin.people(reading.org, { search, state, page: pageIn(c) });
      const page = (
        <PeoplePage people={people} search={search} state={state} titleOf={titleOf} reading={reading} roles={roles} />
      );
      return c.render(page, { title: texts.admin.oversight.people.title });
    })
    .get(`${PATH}.csv`, async (c) => {
      const found = await admin.allPeople(c.var.reading.org, askedIn(c));
      return csvAnswer(c, "people.csv", CSV, [found.flatMap(toRows)]);
    })
    .get(`${PATH}/:id`, async (c) => {
      const { reading } = c.var;
      const person = await admin.person(reading.org, c.req.param("id"));
      if (!person) return c.notFound();
      const title = person.status.logins[0] ?? texts.admin.nobody;
      return c.render(<PersonPage person={person} titleOf={titleOf} reading={reading} />, { title });
    });
}

function askedIn(c: Context): PeopleAsked {
  return { search: searchIn(c), state: PERSON_STATES.find((one) => one === c.req.query("state")) ?? null };
}

/** A line for each layer; one alone for whom no rule asks for anything. */
function toRows({ logins, state, layers }: PersonStatus): readonly Row[] {
  const told: readonly (LayerStatus | null)[] = layers.length === 0 ? [null] : layers;
  return told.map((layer) => ({
    ...{ logins: [...logins], state, layer: layer?.layer ?? null, layer_state: layer?.state ?? null },
    ...{ until: layer?.until?.toISOString() ?? null, by_waiver: layer?.waived ?? null },
    missing_courses: [...(layer?.missing ?? [])],
  }));
}
