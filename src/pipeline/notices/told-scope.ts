import type { Among } from "../admin/people-standing.ts";

/** Where nothing is posted, nobody is told anything either. */
export const TOLD: Among = {
  isMeant: ({ inBoundary, mode }) => inBoundary && mode !== "observe",
  least: "read",
};
