import type { z } from "zod";
import type { RosterMap } from "./map.ts";

/**
 * What files of other systems look like. Reports are put together by whoever exports them, so that headings go by several
 * names; none says how its dates are written, and so all take ISO days until somebody says otherwise.
 */
export const ROSTER_PRESETS = {
  /** The fields of an employee report; the second names are those of BambooHR's API. */
  bamboohr: {
    name: "bamboohr",
    columns: {
      key: ["Employee #", "Employee ID", "Employee Number", "employeeNumber", "id"],
      name: ["Full name", "Display name", "Name", "displayName", "fullName1"],
      given: ["First name", "firstName"],
      family: ["Last name", "lastName"],
      email: ["Work email", "Email", "workEmail"],
      githubLogin: ["GitHub", "GitHub login", "GitHub username"],
      kind: ["Employment status", "employmentHistoryStatus"],
      role: ["Job title", "jobTitle"],
      department: ["Department", "department"],
      manager: ["Supervisor EID", "supervisorEId", "Supervisor ID", "Reporting to", "Manager", "supervisorEmail"],
      startsOn: ["Hire date", "hireDate"],
      endsOn: ["Termination date", "terminationDate"],
    },
    kinds: {
      "full-time": "employee",
      "part-time": "employee",
      permanent: "employee",
      intern: "temporary",
      temporary: "temporary",
      contractor: "contractor",
      // Who has gone has a last day, which is what counts.
      terminated: "employee",
    },
  },
  /** Our own words, for a file that somebody makes by hand. */
  generic: {
    name: "generic",
    columns: {
      key: ["key"],
      name: ["name"],
      email: ["email", "e-mail"],
      githubLogin: ["github_login", "github"],
      githubId: ["github_id"],
      kind: ["kind"],
      role: ["role"],
      department: ["department"],
      manager: ["manager"],
      company: ["company"],
      startsOn: ["start", "start_date"],
      endsOn: ["end", "end_date"],
    },
  },
} as const satisfies Readonly<Record<string, DeepReadonly<z.input<typeof RosterMap>>>>;

/** A file that has all of these is taken for one of this kind. */
export const KNOWN_BY: Readonly<
  Record<keyof typeof ROSTER_PRESETS, readonly (keyof z.input<typeof RosterMap>["columns"])[]>
> = {
  bamboohr: ["key", "startsOn"],
  generic: ["key", "name"],
};

type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;
