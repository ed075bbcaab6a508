import { createHash } from "node:crypto";
import { z } from "zod";
import type { DraftOf } from "../entries.ts";
import { type ExceptionDeps, originOf } from "../exceptions/deps.ts";
import { objectionToRole } from "../exceptions/people.ts";
import { type Actor, type Done, refused } from "../exceptions/port.ts";
import type { ApiClients } from "./port.ts";

export interface ClientDeps
  extends Pick<ExceptionDeps, "stores" | "transact" | "entries" | "roles" | "clock" | "newId"> {
  /** 32 random bytes, as text that fits a header. */
  readonly newToken: () => string;
}

/** Names it where it turns up in somebody's log or repository, so that scanners for secrets can know it. */
const PREFIX = "tg_";
const LONGEST_NAME = 80;

export function createApiClients(deps: ClientDeps): ApiClients {
  return {
    async add(by, org, given) {
      const name = given.trim();
      if (name.length === 0 || name.length > LONGEST_NAME)
        return refused(`Give it a name of at most ${LONGEST_NAME} characters: what it is called where it asks from`);
      const objection = await objectionToRole(by, org, "admin", deps.roles);
      if (objection) return objection;
      const client = { id: deps.newId(), orgId: org, name, createdBy: by.person, createdAt: deps.clock() };
      const token = `${PREFIX}${deps.newToken()}`;
      await deps.transact(async (stores) => {
        await stores.apiClients.add({ ...client, tokenSha256: digestOfToken(token) });
        await deps.entries.append<DraftOf<"client.added">>(stores, client.createdAt, {
          type: "client.added",
          org,
          ...originOf(by),
          client_id: client.id,
          added_by: await deps.entries.subjectOf(stores, by.person),
        });
      });
      return { ok: true, id: client.id, token };
    },
    revoke: (by, id) => revoke(by, id, deps),
    list: (org) => deps.stores.apiClients.list(org),
  };
}

async function revoke(by: Actor, id: string, deps: ClientDeps): Promise<Done> {
  const client = z.uuid().safeParse(id).success ? await deps.stores.apiClients.find(id) : null;
  if (!client) return refused(`There is no client ${id}. \`client list\` tells the ids`);
  const objection = await objectionToRole(by, client.orgId, "admin", deps.roles);
  if (objection) return objection;
  const at = deps.clock();
  return deps.transact(async (stores) => {
    if (!(await stores.apiClients.revoke(id, by.person, at))) return refused(`Client ${id} is revoked already`);
    await deps.entries.append<DraftOf<"client.revoked">>(stores, at, {
      type: "client.revoked",
      org: client.orgId,
      ...originOf(by),
      client_id: id,
      revoked_by: await deps.entries.subjectOf(stores, by.person),
    });
    return { ok: true, id };
  });
}

export function digestOfToken(token: string): string {
  return createHash("sha256").update(token, "utf8").digest("hex");
}
