import { Hono } from "hono";
import type { AdminPages } from "../../../pipeline/admin/port.ts";
import type { ReaderEnv } from "../../env.ts";
import { requireReader } from "../../guards/roles.ts";
import { texts } from "../../texts.ts";
import { RepositoriesPage } from "../../views/admin/repositories-page.tsx";
import { pageIn } from "./page-in.ts";

const PATH = "/admin/repositories";

export function repositoryRoutes(admin: AdminPages) {
  return new Hono<ReaderEnv>().use(PATH, requireReader).get(PATH, async (c) => {
    const { reading, roles } = c.var;
    const search = c.req.query("search")?.trim() ?? "";
    const repositories = await admin.repositories(reading.org, { search, page: pageIn(c) });
    const page = <RepositoriesPage repositories={repositories} search={search} reading={reading} roles={roles} />;
    return c.render(page, { title: texts.admin.oversight.repositories.title });
  });
}
