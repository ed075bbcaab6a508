import { randomBytes, randomUUID } from "node:crypto";
import type { Config } from "../config.ts";
import type { Clock } from "../domain/clock.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import { createHoldsDesk, type HoldsDesk } from "../pipeline/access/holds-desk.ts";
import { curriculumOf } from "../pipeline/courses/courses-in-force.ts";
import { createExceptions, type Exceptions } from "../pipeline/exceptions/exceptions.ts";
import type { ImportDeps } from "../pipeline/exceptions/imports.ts";
import { createInForce } from "../pipeline/policy/in-force.ts";
import type { Roles } from "../pipeline/policy/roles.ts";
import type { Rosters } from "../pipeline/roster/port.ts";
import { createRosters } from "../pipeline/roster/rosters.ts";
import { attestationStatement } from "../training/attestation.ts";
import type { KnownCourse } from "../training/completions/read-rows.ts";
import { type Curriculum, listCourses } from "../training/curriculum.ts";
import { entriesOf, onRecords, openRecords } from "./records.ts";
import type { Deps } from "./storage.ts";

type Joined = Pick<ImportDeps, "stores" | "transact" | "entries" | "policies" | "clock"> & {
  /** As it is in force. */
  readonly curriculum: () => Promise<Curriculum>;
};

export function exceptionsOn({ curriculum, ...joined }: Joined): Exceptions {
  return createExceptions({
    ...joined,
    courses: async () => coursesToImport(await curriculum()),
    statements: async () => new Map(listCourses(await curriculum()).map((one) => [one.id, attestationStatement(one)])),
    newId: randomUUID,
    newSalt: () => randomBytes(32),
  });
}

export function rostersOn(joined: Omit<Joined, "curriculum">, roles: Roles): Rosters {
  return createRosters({ ...joined, roles, newId: randomUUID, newSalt: () => randomBytes(32) });
}

export function holdsOn(joined: Omit<Joined, "curriculum">, roles: Roles): HoldsDesk {
  const newDecisionId = () => randomBytes(16).toString("base64url");
  return createHoldsDesk({ ...joined, roles, newId: randomUUID, newDecisionId });
}

/** As an import counts them. */
function coursesToImport(curriculum: Curriculum): readonly KnownCourse[] {
  return listCourses(curriculum).map(({ id, version, quiz }) => ({ id, version, passMark: quiz.passMark }));
}

/** What the command line works with: the records of this installation, with or without a server beside it. */
export interface ExceptionDesk extends Exceptions {
  readonly stores: OutsideStores;
  readonly roster: Rosters;
  readonly holds: HoldsDesk;
  readonly now: Clock;
  close(): Promise<void>;
}

/** On the database that is there, or the embedded one. Checks are looked at again by the server, once there is one. */
export async function openExceptions(config: Config, deps: Deps): Promise<ExceptionDesk> {
  return onRecords(await openRecords(config, deps), async ({ storage, clock, close }) => {
    const { stores, transact } = storage;
    const entries = await entriesOf(storage, deps.version);
    const joined = { stores, transact, entries, policies: { inForce: createInForce(stores) }, clock };
    const exceptions = exceptionsOn({
      ...joined,
      curriculum: async () => curriculumOf(await stores.courses.listInForce()),
    });
    const holds = holdsOn(joined, exceptions.roles);
    return { ...exceptions, holds, roster: rostersOn(joined, exceptions.roles), stores, now: clock, close };
  });
}
