import { createMiddleware } from "hono/factory";
import type { Clock } from "../../domain/clock.ts";
import type { OrganisationRoles } from "../../pipeline/policy/roles.ts";
import { type AuditPeriod, auditPeriod } from "../audit-period.ts";
import type { ReaderEnv } from "../env.ts";

/** What every page of an audit is about: the organisation, the period, and who looks. */
export interface Audited {
  readonly reading: OrganisationRoles;
  readonly roles: readonly OrganisationRoles[];
  readonly period: AuditPeriod;
  readonly now: Date;
}

/** Behind `findAudited`. */
export interface AuditorEnv {
  Variables: ReaderEnv["Variables"] & { audited: Audited };
}

/** Behind `requireReader`: reads the period that the address asks for. */
export function findAudited(clock: Clock) {
  return createMiddleware<AuditorEnv>(async (c, next) => {
    const now = clock();
    const { reading, roles } = c.var;
    c.set("audited", {
      reading,
      roles,
      now,
      period: auditPeriod({ from: c.req.query("from"), to: c.req.query("to") }, now),
    });
    return next();
  });
}
