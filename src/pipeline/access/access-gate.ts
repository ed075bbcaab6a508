import type { Subject } from "../../domain/subject.ts";
import type { AccessGateDeps } from "./deps.ts";
import { lookAtAccount } from "./look-at-account.ts";
import { runAccess } from "./run.ts";

export type AccessSubject = Extract<Subject, { kind: "access" | "access-run" }>;

/** Access that waits for training: what one account may have, and what of all seats is to be taken together. */
export interface AccessGate {
  /** Safe to run at any time, any number of times, and beside a crash of itself. */
  look(subject: AccessSubject): Promise<void>;
}

export function createAccessGate(deps: AccessGateDeps): AccessGate {
  return {
    async look(subject) {
      if (subject.kind === "access") await lookAtAccount(subject, deps);
      else await runAccess(subject.installationId, deps);
    },
  };
}
