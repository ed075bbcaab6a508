import { Hono } from "hono";
import { pageOf } from "../../../pipeline/admin/paged.ts";
import type { AdminPages, ClientView } from "../../../pipeline/admin/port.ts";
import { shownUrl } from "../../../pipeline/hooks/hook-url.ts";
import type { ReaderEnv } from "../../env.ts";
import { requireReader } from "../../guards/roles.ts";
import { contains, type ListAsked, listAsked } from "../../list-asked.ts";
import { texts } from "../../texts.ts";
import { CLIENT_SHOWS, CLIENTS_PATH, type ClientShow, ClientsPage } from "../../views/admin/clients-page.tsx";
import { csvAnswer } from "./csv-answer.ts";

const PATH = CLIENTS_PATH;
const CSV = ["client", "name", "added_at", "revoked_at", "reads", "last_read_at", "hooks"];

/** Which systems ask who is trained; they are added and revoked on the command line, where their tokens are told once. */
export function clientRoutes(admin: AdminPages) {
  return new Hono<ReaderEnv>()
    .use(PATH, requireReader)
    .use(`${PATH}.csv`, requireReader)
    .get(PATH, async (c) => {
      const { reading, roles } = c.var;
      const asked = listAsked(c, CLIENT_SHOWS);
      const clients = pageOf(narrowed(await admin.clients(reading.org), asked), asked.page);
      const page = <ClientsPage {...{ clients, asked, reading, roles }} />;
      return c.render(page, { title: texts.admin.clients.title });
    })
    .get(`${PATH}.csv`, async (c) => {
      const found = narrowed(await admin.clients(c.var.reading.org), listAsked(c, CLIENT_SHOWS));
      return csvAnswer(c, "clients.csv", CSV, [found.map(toRow)]);
    });
}

function narrowed(all: readonly ClientView[], { search, show }: ListAsked<ClientShow>): readonly ClientView[] {
  return all.filter(
    ({ name, revokedAt, hooks }) =>
      (show === null || (show === "revoked") === (revokedAt !== null)) &&
      contains([name, ...hooks.map(({ url }) => shownUrl(url))], search),
  );
}

function toRow({ id, name, createdAt, revokedAt, reads, lastReadAt, hooks }: ClientView) {
  return {
    ...{ client: id, name, added_at: createdAt.toISOString(), revoked_at: revokedAt?.toISOString() ?? null, reads },
    ...{ last_read_at: lastReadAt?.toISOString() ?? null, hooks: hooks.map(({ url }) => shownUrl(url)) },
  };
}
