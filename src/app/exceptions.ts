import { randomBytes, randomUUID } from "node:crypto";
import type { Config } from "../config.ts";
import { startSequencing } from "../db/sequencing.ts";
import type { Clock } from "../domain/clock.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import { curriculumOf } from "../pipeline/courses-in-force.ts";
import { createEntries } from "../pipeline/entries.ts";
import { createExceptions, type Exceptions } from "../pipeline/exceptions/exceptions.ts";
import type { ImportDeps } from "../pipeline/exceptions/imports.ts";
import { createInForce } from "../pipeline/policies.ts";
import type { KnownCourse } from "../training/completions/read-rows.ts";
import { type Curriculum, listCourses } from "../training/curriculum.ts";
import { sequencingOf } from "./sequencing.ts";
import { type Deps, openStorage } from "./storage.ts";

type Joined = Pick<ImportDeps, "stores" | "transact" | "entries" | "policies" | "clock" | "courses">;

export function exceptionsOn(joined: Joined): Exceptions {
  return createExceptions({ ...joined, newId: randomUUID, newSalt: () => randomBytes(32) });
}

/** As an import counts them. */
export function coursesToImport(curriculum: Curriculum): readonly KnownCourse[] {
  return listCourses(curriculum).map(({ id, version, quiz }) => ({ id, version, passMark: quiz.passMark }));
}

/** What the command line works with: the records of this installation, with or without a server beside it. */
export interface ExceptionDesk extends Exceptions {
  readonly stores: OutsideStores;
  readonly now: Clock;
  close(): Promise<void>;
}

/** On the database that is there, or the embedded one. Checks are looked at again by the server, once there is one. */
export async function openExceptions(config: Config, deps: Deps): Promise<ExceptionDesk> {
  const storage = await openStorage(config, { ...deps, role: "command" });
  const { stores, transact } = storage;
  const clock = deps.clock ?? (() => new Date());
  const instanceId = await stores.settings.once("instance-id", () => randomUUID());
  const sequencing = startSequencing(storage.db, sequencingOf(clock), deps.log.child({ part: "log" }));
  const exceptions = exceptionsOn({
    stores,
    transact,
    entries: createEntries({ id: instanceId, version: deps.version }),
    policies: { inForce: createInForce(stores) },
    clock,
    courses: async () => coursesToImport(curriculumOf(await stores.courses.listInForce())),
  });
  return {
    ...exceptions,
    stores,
    now: clock,
    async close() {
      await sequencing.stop();
      await storage.close();
    },
  };
}
