import { createHash } from "node:crypto";

/** To count visitors without keeping their addresses: an id that holds for one site and one day. */
export function visitorIds(site: string, today: () => string) {
  return (address: string, agent: string): string =>
    createHash("sha256")
      .update(JSON.stringify([site, today(), address, agent]))
      .digest("base64url");
}
