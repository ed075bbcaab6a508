import { Hono } from "hono";
import { type AdminPages, REPOSITORY_SHOWS, type RepositoryRow } from "../../../pipeline/admin/port.ts";
import type { ReaderEnv } from "../../env.ts";
import { requireReader } from "../../guards/roles.ts";
import { listAsked } from "../../list-asked.ts";
import { texts } from "../../texts.ts";
import { REPOSITORIES_PATH, RepositoriesPage } from "../../views/admin/repositories-page.tsx";
import { csvAnswer } from "./csv-answer.ts";

const PATH = REPOSITORIES_PATH;
const CSV = [
  ...["repository", "visibility", "archived", "in_boundary", "mode", "scope", "from", "until", "changes_on"],
  ...["check_required", "open_heads", "answered", "holes"],
];

export function repositoryRoutes(admin: AdminPages) {
  return new Hono<ReaderEnv>()
    .use(PATH, requireReader)
    .use(`${PATH}.csv`, requireReader)
    .get(PATH, async (c) => {
      const { reading, roles } = c.var;
      const asked = listAsked(c, REPOSITORY_SHOWS);
      const repositories = await admin.repositories(reading.org, asked);
      const page = <RepositoriesPage {...{ repositories, asked, reading, roles }} />;
      return c.render(page, { title: texts.admin.oversight.repositories.title });
    })
    .get(`${PATH}.csv`, async (c) => {
      const found = await admin.allRepositories(c.var.reading.org, listAsked(c, REPOSITORY_SHOWS));
      return csvAnswer(c, "repositories.csv", CSV, [found.map(toRow)]);
    });
}

function toRow({ name, visibility, archived, inBoundary, mode, scope, from, until, ...row }: RepositoryRow) {
  return {
    ...{ repository: name, visibility, archived, in_boundary: inBoundary, mode: inBoundary ? mode : null },
    ...{ scope: inBoundary ? (scope ?? "default") : null, from, until, changes_on: row.changesOn },
    ...{ check_required: row.required, open_heads: row.openHeads, answered: row.answered },
    holes: row.holes.map(({ detail }) => detail),
  };
}
