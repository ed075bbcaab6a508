import { readFileSync } from "node:fs";
import { PACKAGE_ROOT } from "../../src/config.ts";
import { layerPolicies } from "../../src/policy/layer.ts";
import { parsePolicy } from "../../src/policy/parse.ts";
import { findCourse } from "../../src/training/curriculum.ts";
import { loadCurriculum } from "../../src/training/load.ts";
import { MINUTES_BUDGET, type Minutes, minutesOf } from "../../src/training/minutes.ts";
import type { Bench, Row } from "./row.ts";

const WAYS: readonly (readonly [keyof Minutes, string])[] = [
  ["testOut", "by test-out"],
  ["reading", "by reading"],
  ["renewal", "renewal"],
];

/** From first red to green for a person, requirement by requirement, as `content check` counts it. */
export const content: Bench = {
  name: "content",
  async run() {
    const source = `${PACKAGE_ROOT}/app.yml`;
    const parsed = parsePolicy({ source, text: readFileSync(source, "utf8") });
    const loaded = await loadCurriculum({ folders: [`${PACKAGE_ROOT}/content`] });
    if (!parsed.ok || !loaded.ok) throw new Error("The policy or the content is not sound");
    const { layers } = layerPolicies(parsed).policy;
    return Object.entries(layers).flatMap(([layer, { courses }]) => {
      const minutes = minutesOf(courses.flatMap((id) => findCourse(loaded.curriculum, id) ?? []));
      return WAYS.map(
        ([way, words]): Row => ({
          what: `first red to green, ${layer}, ${words}`,
          measured: minutes[way],
          unit: "min",
          limit: { at: "most", value: MINUTES_BUDGET[way] },
        }),
      );
    });
  },
};
