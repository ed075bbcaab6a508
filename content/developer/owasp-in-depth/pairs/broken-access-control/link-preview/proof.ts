import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

const PUBLIC = "93.184.215.14";
const METADATA = "169.254.169.254";

/** A network in memory: each name answers with its list of addresses in turn, and each host with its reply. */
function networkOf(
  answers: Record<string, string[]>,
  replies: Record<string, { location?: string; body: string }>,
) {
  const reached: string[] = [];
  return {
    reached,
    resolve: async (host: string) => {
      const queue = answers[host] ?? [host];
      return [(queue.length > 1 ? queue.shift() : queue[0]) ?? host];
    },
    isPublic: (address: string) => address === PUBLIC,
    get: async (url: URL, address: string) => {
      reached.push(address);
      return { status: 200, ...(replies[url.hostname] ?? { body: "credentials" }) };
    },
  };
}

/** A link leads to the metadata service: directly, by a redirect, and by a name that changes its answer. */
export async function prove(subject: Subject): Promise<void> {
  const legitimate = networkOf(
    { "news.example": [PUBLIC], "www.news.example": [PUBLIC] },
    {
      "news.example": { location: "https://www.news.example/story", body: "" },
      "www.news.example": { body: "Title of the story" },
    },
  );
  assert.equal(
    await subject.preview(legitimate, "https://news.example/1"),
    "Title of the story",
  );

  const direct = networkOf({}, {});
  await assert.rejects(
    subject.preview(direct, `http://${METADATA}/`),
    /refused/,
    "an internal address was fetched",
  );

  const redirected = networkOf(
    { "evil.example": [PUBLIC] },
    { "evil.example": { location: `http://${METADATA}/`, body: "" } },
  );
  await subject.preview(redirected, "https://evil.example/").catch(() => undefined);
  assert.ok(
    !redirected.reached.includes(METADATA),
    "a redirect led to an internal address",
  );

  const rebound = networkOf({ "evil.example": [PUBLIC, METADATA] }, {});
  await subject.preview(rebound, "https://evil.example/").catch(() => undefined);
  assert.ok(
    !rebound.reached.includes(METADATA),
    "a name that changed its answer led to an internal address",
  );
}
