import assert from "node:assert/strict";
import { ACCESS_AT, accessExpected, FIRST_ACCESS_ORDER, NOVAS_FIRST_ACCESS } from "../../support/access-reports.ts";
import { type AccessStory, TEAM } from "../../support/access-story.ts";
import type { Teller } from "./teller.ts";

/** Was anybody in before their training? */
export async function tellFirstAccess(story: AccessStory, teller: Teller): Promise<void> {
  teller.step("The auditor asks: was anybody in before their training? R-03 has one line on Nova.");
  const [line, ...more] = await story.linesOf("R-03");
  assert.ok(line && more.length === 0, "R-03 has not one line on Nova");
  for (const [name, value] of Object.entries(NOVAS_FIRST_ACCESS)) assert.deepEqual(line[name], value, name);
  const instants = FIRST_ACCESS_ORDER.map((name) => String(line[name]));
  assert.deepEqual(instants, instants.toSorted(), "The instants of R-03 are in another order");
  const seen = ["result", "required", "first_access_via", "first_access_from", ...FIRST_ACCESS_ORDER];
  teller.table(["github_login", ...seen].map((name) => [name, String(line[name])]));
  const [joined = 0, taken = 0] = [line.first_access_at, line.withdrawn_at].map((at) => Date.parse(String(at)));
  teller.tell(
    `WITHDRAWN: GitHub gave the seat with the invitation; ${((taken - joined) / 1000).toFixed(1)} s later it was taken back. It came again after the training.`,
  );
}

/** Who had what, and when? */
export async function tellPointInTime(story: AccessStory, teller: Teller): Promise<void> {
  teller.step("And: who had access on a day, and was trained? R-05 at four instants, Nova's lines.");
  const repositories = story.reachedBy(TEAM);
  for (const [when, instant, had] of ACCESS_AT) {
    const lines = await story.accessAt(instant);
    assert.deepEqual(lines, accessExpected(had, repositories), `R-05 is wrong ${when}`);
    teller.tell(`${when[0]?.toUpperCase()}${when.slice(1)}:`);
    if (lines.length === 0) teller.tell("  nothing");
    else
      teller.table([
        ["  repository", "role", "trained", "via"],
        ...lines.map(([name, ...rest]) => [`  ${name}`, ...rest]),
      ]);
  }
}
