import { createHash } from "node:crypto";
import { z } from "zod";
import type { Hook } from "../../domain/stores/hooks.ts";
import type { ClientDeps } from "../eligibility/clients.ts";
import { readAsk } from "../eligibility/tell.ts";
import type { DraftOf } from "../entries.ts";
import { originOf } from "../exceptions/deps.ts";
import { objectionToRole } from "../exceptions/people.ts";
import { type Actor, type Done, refused } from "../exceptions/port.ts";
import { fileHookLooks } from "./file.ts";
import { readHookUrl } from "./hook-url.ts";
import type { HookAsk, Hooks } from "./port.ts";
import { digestOfSecret, secretOf } from "./sign.ts";
import { type HookDeps, sendSigned } from "./tell-hook.ts";

export type HookOfficeDeps = ClientDeps &
  Omit<HookDeps, "hookKey" | "courses"> & {
    /** Read when it is needed: who lists hooks needs no key. */
    readonly hookKey: () => Promise<Uint8Array>;
  };

export function createHooks(deps: HookOfficeDeps): Hooks {
  return {
    add: (by, ask) => add(by, ask, deps),
    revoke: (by, id) => revoke(by, id, deps),
    list: (org) => deps.stores.hooks.list(org),
    test: (by, id) => test(by, id, deps),
  };
}

async function add(by: Actor, { client: clientId, url: given, layers }: HookAsk, deps: HookOfficeDeps) {
  const client = z.uuid().safeParse(clientId).success ? await deps.stores.apiClients.find(clientId) : null;
  if (!client || client.revokedAt !== null)
    return refused(`There is no client ${clientId} that may ask. \`client list\` tells the ids`);
  const read = readHookUrl(given);
  if (!read.ok) return refused(read.why);
  const asked = await readAsk(client.orgId, { layers }, deps);
  if (!asked.ok) return refused(asked.why);
  const objection = await objectionToRole(by, client.orgId, "admin", deps.roles);
  if (objection) return objection;
  const { url } = read;
  const hook = { id: deps.newId(), clientId, url, layers, createdBy: by.person, createdAt: deps.clock() };
  const secret = secretOf(await deps.hookKey(), hook.id);
  await deps.transact(async (stores) => {
    await stores.hooks.add({ ...hook, secretSha256: digestOfSecret(secret) });
    await deps.entries.append<DraftOf<"hook.added">>(stores, hook.createdAt, {
      type: "hook.added",
      org: client.orgId,
      ...originOf(by),
      hook_id: hook.id,
      client_id: clientId,
      url_sha256: createHash("sha256").update(url, "utf8").digest("hex"),
      added_by: await deps.entries.subjectOf(stores, by.person),
    });
    await fileHookLooks(stores, [client.orgId]);
  });
  return { ok: true, id: hook.id, secret } as const;
}

async function revoke(by: Actor, id: string, deps: HookOfficeDeps): Promise<Done> {
  const found = await findFor(by, id, deps);
  if (!found.ok) return found;
  const { hook } = found;
  const at = deps.clock();
  return deps.transact(async (stores) => {
    if (!(await stores.hooks.revoke(id, by.person, at))) return refused(`Hook ${id} is revoked already`);
    await deps.entries.append<DraftOf<"hook.revoked">>(stores, at, {
      type: "hook.revoked",
      org: hook.orgId,
      ...originOf(by),
      hook_id: id,
      client_id: hook.clientId,
      revoked_by: await deps.entries.subjectOf(stores, by.person),
    });
    return { ok: true, id };
  });
}

async function test(by: Actor, id: string, deps: HookOfficeDeps): ReturnType<Hooks["test"]> {
  const found = await findFor(by, id, deps);
  if (!found.ok) return found;
  const { hook } = found;
  if (hook.revokedAt !== null) return refused(`Hook ${id} is revoked`);
  const at = deps.clock();
  const body = JSON.stringify({ type: "hook.test", timestamp: at.toISOString(), data: { hook: id } });
  const hookKey = await deps.hookKey();
  const sent = await sendSigned(hook, { id: deps.newId(), body }, { ...deps, hookKey });
  if (sent.ok)
    await deps.transact(async (stores) => {
      await stores.hooks.answered(id, at);
      await fileHookLooks(stores, [hook.orgId]);
    });
  return { ok: true, sent };
}

async function findFor(
  by: Actor,
  id: string,
  { stores, roles }: Pick<HookOfficeDeps, "stores" | "roles">,
): Promise<{ readonly ok: true; readonly hook: Hook } | Extract<Done, { ok: false }>> {
  const hook = z.uuid().safeParse(id).success ? await stores.hooks.find(id) : null;
  if (!hook) return refused(`There is no hook ${id}. \`client hook list\` tells the ids`);
  return (await objectionToRole(by, hook.orgId, "admin", roles)) ?? { ok: true, hook };
}
