import type { Link } from "./curriculum.ts";

/** What an organisation says of itself in `organisation.yml`. Whatever it left empty is null, or a list of nothing. */
export interface Organisation {
  readonly name: string | null;
  readonly incident: {
    /** One line: whom to tell first. */
    readonly contact: string | null;
    /** The ways to report, a line for each. */
    readonly how: readonly string[];
    readonly onCall: string | null;
    readonly mail: string | null;
  };
  readonly policies: readonly Link[];
  /** The address of the incident playbook. */
  readonly playbook: string | null;
  /** Days of the coming drills, `2027-03-01`. */
  readonly drills: readonly string[];
}

/** Before anybody filled it in. */
export const UNSAID: Organisation = {
  name: null,
  incident: { contact: null, how: [], onCall: null, mail: null },
  policies: [],
  playbook: null,
  drills: [],
};

/** What a module's prose may hold between `{{` and `}}`, and what a person reads there. */
const PLACEHOLDERS: ReadonlyMap<string, (organisation: Organisation) => string> = new Map([
  ["organisation", ({ name }) => name ?? "your organisation"],
  ["incident-contact", ({ incident }) => incident.contact ?? "your organisation’s security contact"],
]);
const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/** What a module may have put in as a box, with a fence ` ```organisation `. */
export const BOXES = ["report", "policies", "playbook", "drills"] as const;
export type Box = (typeof BOXES)[number];

export function isBox(name: string): name is Box {
  return (BOXES as readonly string[]).includes(name);
}

/** `text` is plain: what is put in is not read as Markdown. An unknown placeholder stays as it is. */
export function fillPlaceholders(text: string, organisation: Organisation): string {
  return text.replaceAll(PLACEHOLDER, (whole, name: string) => PLACEHOLDERS.get(name.trim())?.(organisation) ?? whole);
}

/** The names between braces, in their order, known or not. */
export function placeholdersIn(text: string): readonly string[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, name = ""]) => name.trim());
}

export function isPlaceholder(name: string): boolean {
  return PLACEHOLDERS.has(name);
}

export const PLACEHOLDER_NAMES: readonly string[] = [...PLACEHOLDERS.keys()];
