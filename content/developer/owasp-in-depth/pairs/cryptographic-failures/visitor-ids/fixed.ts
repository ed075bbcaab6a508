import { createHmac, randomBytes } from "node:crypto";

/** To count visitors without keeping their addresses: an id that holds for one site and one day. */
export function visitorIds(site: string, today: () => string) {
  let day = today();
  let key = randomBytes(32);
  return (address: string, agent: string): string => {
    if (today() !== day) {
      day = today();
      key = randomBytes(32);
    }
    return createHmac("sha256", key)
      .update(JSON.stringify([site, address, agent]))
      .digest("base64url");
  };
}
