import { Hono } from "hono";
import { etag } from "hono/etag";
import type { PublicLog } from "../deps.ts";
import type { WebEnv } from "../env.ts";

const PLAIN = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "public, max-age=30" };

const NOT_YET =
  "No checkpoint was signed yet: the log has no entries, or the first ones are just being put in order.\n";
const NOT_PUBLIC =
  "Entries and tiles are not public, since they are about people. An auditor gets them as an export: training-gate log export\n";

/**
 * What of the gate log anybody may see, without signing in: the newest checkpoint, at the place that
 * https://c2sp.org/tlog-tiles gives it. It says how many entries there are, and nothing of what they say.
 */
export function logRoutes({ checkpoint, vkeys }: PublicLog) {
  return new Hono<WebEnv>()
    .get("/log/checkpoint", etag(), async (c) => {
      const note = await checkpoint();
      return note === null ? c.text(NOT_YET, 404) : c.body(note, 200, PLAIN);
    })
    .get("/log/vkey", etag(), async (c) => {
      const keys = await vkeys();
      return keys.length === 0 ? c.text(NOT_YET, 404) : c.body(vkeyText(keys), 200, PLAIN);
    })
    .get("/log/tile/*", (c) => c.text(NOT_PUBLIC, 404));
}

/** Keys a line each, the one in force first; what begins with `#` is for people, and `log verify --key` reads past it. */
function vkeyText(vkeys: readonly string[]): string {
  return `${vkeys.join("\n")}
#
# The key that the log's checkpoints (/log/checkpoint) are signed with; for some weeks after a change the one before it, too.
#
# It is here for convenience: whoever could put another log in this one's place could put another key here. Compare it with
# the one in a mail about the log that you kept, or ask the people who run this service: on their server
# training-gate log checkpoint --vkey prints it.
`;
}
