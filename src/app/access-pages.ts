import { createAccessPages } from "../pipeline/access-pages/access-pages.ts";
import type { AccessPages } from "../pipeline/access-pages/port.ts";
import type { Roles } from "../pipeline/policy/roles.ts";
import type { Core } from "./core.ts";
import { holdsOn } from "./exceptions.ts";

export function accessPagesOn({ look, courses }: Core, roles: Roles): AccessPages {
  const { stores, transact, entries, policies, clock, baseUrl } = look;
  return createAccessPages({
    ...{ stores, policies, clock, baseUrl },
    desk: holdsOn({ stores, transact, entries, policies, clock }, roles),
    courses: async () => courses.facts(),
    curriculum: courses.curriculum,
  });
}
