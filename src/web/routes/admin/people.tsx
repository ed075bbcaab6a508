import { Hono } from "hono";
import { type AdminPages, PERSON_STATES } from "../../../pipeline/admin/port.ts";
import type { ReaderEnv } from "../../env.ts";
import { requireReader } from "../../guards/roles.ts";
import { texts } from "../../texts.ts";
import { PeoplePage } from "../../views/admin/people-page.tsx";
import { PersonPage } from "../../views/admin/person-page.tsx";
import { pageIn } from "./page-in.ts";

const PATH = "/admin/people";

export function peopleRoutes(admin: AdminPages) {
  return new Hono<ReaderEnv>()
    .use(`${PATH}/*`, requireReader)
    .get(PATH, async (c) => {
      const { reading, roles } = c.var;
      const search = c.req.query("search")?.trim() ?? "";
      const state = PERSON_STATES.find((one) => one === c.req.query("state")) ?? null;
      const people = await admin.people(reading.org, { search, state, page: pageIn(c) });
      const page = <PeoplePage people={people} search={search} state={state} reading={reading} roles={roles} />;
      return c.render(page, { title: texts.admin.oversight.people.title });
    })
    .get(`${PATH}/:id`, async (c) => {
      const { reading } = c.var;
      const person = await admin.person(reading.org, c.req.param("id"));
      if (!person) return c.notFound();
      const title = person.status.logins[0] ?? texts.admin.nobody;
      return c.render(<PersonPage person={person} reading={reading} />, { title });
    });
}
