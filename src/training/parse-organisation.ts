import { z } from "zod";
import { Address, Line } from "./content-schema.ts";
import { type Organisation, UNSAID } from "./organisation.ts";
import type { Report } from "./problem.ts";
import type { SourceFile } from "./source-file.ts";
import { checkShape, readYaml } from "./yaml-source.ts";

/** At the top of the content's folder. */
export const ORGANISATION_FILE = "organisation.yml";

/** `key: ""`, and `key:` with nothing after it, are how people leave something out. */
function optional<S extends z.ZodType>(schema: S) {
  return z
    .preprocess((value) => (typeof value === "string" && value.trim() === "" ? null : value), schema.nullable())
    .default(null);
}

const Lines = z.array(Line).max(20).nullable().default([]);

export const OrganisationFile = z.strictObject({
  name: optional(Line.max(100)),
  incident: z
    .strictObject({
      contact: optional(Line),
      how: Lines,
      on_call: optional(Line),
      mail: optional(z.email("must be an e-mail address")),
    })
    .nullable()
    .default(null),
  policies: z
    .array(z.strictObject({ title: Line, url: Address }))
    .max(50)
    .nullable()
    .default([]),
  playbook: optional(Address),
  drills: z.array(z.iso.date("must be a day, such as 2027-03-01")).max(50).nullable().default([]),
});

export interface ParsedOrganisation {
  /** As shown to who fills it in. */
  readonly file: string;
  readonly text: string;
  readonly says: Organisation;
}

/** What cannot be read is reported, and says nothing. */
export function parseOrganisation(file: SourceFile, report: Report): ParsedOrganisation {
  const source = readYaml(file.shown, file.text, report);
  // A file of comments alone says nothing.
  const said = source && checkShape(source, OrganisationFile, source.value ?? {}, report);
  return { file: file.shown, text: file.text, says: said ? toOrganisation(said) : UNSAID };
}

function toOrganisation(said: z.infer<typeof OrganisationFile>): Organisation {
  const { incident } = said;
  return {
    name: said.name,
    incident: incident
      ? { contact: incident.contact, how: incident.how ?? [], onCall: incident.on_call, mail: incident.mail }
      : UNSAID.incident,
    policies: said.policies ?? [],
    playbook: said.playbook,
    drills: said.drills ?? [],
  };
}
