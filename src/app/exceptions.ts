import { randomBytes, randomUUID } from "node:crypto";
import type { Config } from "../config.ts";
import type { Clock } from "../domain/clock.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import { curriculumOf } from "../pipeline/courses-in-force.ts";
import { createExceptions, type Exceptions } from "../pipeline/exceptions/exceptions.ts";
import type { ImportDeps } from "../pipeline/exceptions/imports.ts";
import { createInForce } from "../pipeline/policy-in-force.ts";
import type { Roles } from "../pipeline/roles.ts";
import type { Rosters } from "../pipeline/roster/port.ts";
import { createRosters } from "../pipeline/roster/rosters.ts";
import type { KnownCourse } from "../training/completions/read-rows.ts";
import { type Curriculum, listCourses } from "../training/curriculum.ts";
import { entriesOf, onRecords, openRecords } from "./records.ts";
import type { Deps } from "./storage.ts";

type Joined = Pick<ImportDeps, "stores" | "transact" | "entries" | "policies" | "clock" | "courses">;

export function exceptionsOn(joined: Joined): Exceptions {
  return createExceptions({ ...joined, newId: randomUUID, newSalt: () => randomBytes(32) });
}

export function rostersOn(joined: Omit<Joined, "courses">, roles: Roles): Rosters {
  return createRosters({ ...joined, roles, newId: randomUUID, newSalt: () => randomBytes(32) });
}

/** As an import counts them. */
export function coursesToImport(curriculum: Curriculum): readonly KnownCourse[] {
  return listCourses(curriculum).map(({ id, version, quiz }) => ({ id, version, passMark: quiz.passMark }));
}

/** What the command line works with: the records of this installation, with or without a server beside it. */
export interface ExceptionDesk extends Exceptions {
  readonly stores: OutsideStores;
  readonly roster: Rosters;
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
      courses: async () => coursesToImport(curriculumOf(await stores.courses.listInForce())),
    });
    return { ...exceptions, roster: rostersOn(joined, exceptions.roles), stores, now: clock, close };
  });
}
