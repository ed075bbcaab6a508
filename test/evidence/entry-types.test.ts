import { beforeAll, expect, it } from "vitest";
import { listReports } from "../../src/evidence/registry.ts";
import { EntryDraft } from "../../src/gatelog/entry.ts";
import { SOMEBODY, SOMEBODY_ELSE, someSources, subject } from "./some-sources.ts";

/** Told by the reports that come of them: a request stands with what became of it, a roster with who is on it. */
const TOLD_OTHERWISE = [
  /^attempt\.graded$/, // its completion stands in R-02, with the number of the attempt
  /^awareness\.imported$/, // what it brought stands in
  /^import\./, // each row of it stands in R-02, with who asked and who agreed
  /^(roster|person|identity)\./, // who is on the roster is another report's matter
  /^notice\.reader_added$/, // the seat stands in R-05, as it was observed
  /^access\.(refused|refusal_ended|capped|released|conflict)$/, // what was not done: the access that there is stands in R-05
  /^hold\.released$/, // its end stands in R-03, with who released it
  /^break_glass\.(requested|declined|revoked)$/, // what was used stands in R-06
];

const asked = new Set<string>();

beforeAll(async () => {
  const onAsked = (types: readonly string[]) => {
    for (const type of types) asked.add(type);
  };
  // Of these the reports ask what became of them.
  const waiver = { type: "waiver.requested", waiver_id: "w", ...subject(SOMEBODY), requirement: "developer" } as const;
  const terms = { from: "2026-01-15T00:00:00.000Z", until: "2026-01-20T00:00:00.000Z", reason_commitment: "" };
  const two = { requested_by: subject(SOMEBODY), owner: subject(SOMEBODY), approved_by: subject(SOMEBODY_ELSE) };
  const glass = { type: "break_glass.used", break_glass_id: "b", repository_id: 1, hours: 1, ...two } as const;
  const period = { from: new Date("2026-01-01"), to: new Date("2026-02-01") };
  for (const report of listReports(someSources({ entries: [{ ...waiver, ...terms, ...two }, glass], onAsked }))) {
    for await (const _ of report.rows(period));
  }
});

it.each(EntryDraft.options.map(({ shape }) => shape.type.value))(
  "entries %s stand in a report, or there is a reason why not",
  (type) => {
    expect(asked.has(type) || TOLD_OTHERWISE.some((reason) => reason.test(type))).toBe(true);
  },
);
