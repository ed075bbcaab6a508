import { beforeAll, describe, expect, it } from "vitest";
import { GitHubUnavailableError } from "../../src/domain/errors.ts";
import type { Curriculum } from "../../src/training/curriculum.ts";
import { shippedCurriculum } from "../support/shipped.ts";
import { aWeb } from "./a-web.ts";
import { createVisitor } from "./visitor.ts";

const COURSE = "/courses/owasp-top-10-2025";
const SESSION = "__Host-training-gate-session";
let curriculum: Curriculum;
beforeAll(async () => {
  curriculum = await shippedCurriculum();
});

describe("headers", () => {
  it.each(["/sign-in", "/", "/nothing-here", "/healthz"])("let nothing run or load but our sheet: %s", async (path) => {
    const visitor = createVisitor(aWeb({ curriculum }));

    const { headers } = await visitor.send(path);

    expect(headers.get("content-security-policy")?.split("; ").toSorted()).toEqual([
      "base-uri 'none'",
      "default-src 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "img-src 'self' data:",
      "style-src 'self'",
    ]);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("strict-transport-security")).toBe("max-age=31536000");
    expect(headers.get("referrer-policy")).toBe("same-origin");
  });

  it("ask for https only where the base URL is https", async () => {
    const { headers } = await createVisitor(aWeb({ curriculum, baseUrl: "http://127.0.0.1:3000" })).send("/sign-in");

    expect(headers.get("strict-transport-security")).toBeNull();
  });

  it("keep personal pages out of every cache", async () => {
    const visitor = createVisitor(aWeb({ curriculum }));

    const page = await visitor.signIn("mira");

    expect(page.headers.get("cache-control")).toBe("no-store");
  });
});

describe("pages that need somebody", () => {
  it.each(["/", COURSE, `${COURSE}/injection`, `${COURSE}/attest`, "/attempts/x", "/decisions/x"])(
    "send a stranger at %s to the sign-in, which comes back",
    async (path) => {
      const response = await createVisitor(aWeb({ curriculum })).send(path);

      expect(response.status).toBe(302);
      const { pathname, searchParams } = new URL(response.headers.get("location") ?? "", "https://x");
      expect([pathname, searchParams.get("return_to") ?? "/"]).toEqual(["/sign-in", path]);
    },
  );

  it("do nothing with a form of somebody signed out, and say how to go on", async () => {
    const visitor = createVisitor(aWeb({ curriculum }));

    const page = await visitor.post(`${COURSE}/attempts`);

    expect(page.status).toBe(401);
    expect(page.html).toContain(`href="/sign-in?return_to=${encodeURIComponent(`${COURSE}/attempts`)}"`);
  });

  it.each([
    ["changed", (value: string) => value.replace(/^./, (first) => (first === "A" ? "B" : "A"))],
    ["cut off before its signature", (value: string) => decodeURIComponent(value).split(".")[0] ?? ""],
    ["empty", () => ""],
  ])("take no session cookie that is %s", async (_what, spoil) => {
    const visitor = createVisitor(aWeb({ curriculum }));
    await visitor.signIn("mira");

    visitor.cookies.set(SESSION, spoil(visitor.cookies.get(SESSION) ?? ""));
    const page = await visitor.get("/");

    expect(page.path).toBe("/sign-in");
  });
});

describe("forms", () => {
  async function signedIn() {
    const world = aWeb({ curriculum });
    const visitor = createVisitor(world);
    await visitor.signIn("mira");
    await visitor.get(COURSE);
    return { world, visitor };
  }
  const started = async (visitor: ReturnType<typeof createVisitor>) =>
    (await visitor.get(COURSE)).html.includes("Quiz under way");

  it("count with the page's token from our own origin", async () => {
    const { visitor } = await signedIn();

    await visitor.post(`${COURSE}/attempts`);

    expect(await started(visitor)).toBe(true);
  });

  it.each([
    ["another site", { origin: "https://evil.example" }],
    ["another site that the browser names", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
    ["an opaque origin", { origin: "null" }],
    ["nobody knows where", {}],
  ])("are refused from %s, even with the right token", async (_what, headers) => {
    const { visitor } = await signedIn();

    const response = await visitor.submit(`${COURSE}/attempts`, { form_token: visitor.token() }, headers);

    expect(response.status).toBe(403);
    expect(await response.text()).toContain("That form was refused");
    expect(await started(visitor)).toBe(false);
  });

  it("are refused without the token, and with another session's", async () => {
    const { world, visitor } = await signedIn();
    const other = createVisitor(world);
    await other.signIn("jo");

    const without = await visitor.submit(`${COURSE}/attempts`, {});
    const foreign = await visitor.submit(`${COURSE}/attempts`, { form_token: other.token() });

    expect(other.token()).not.toBe(visitor.token());
    expect([without.status, foreign.status]).toEqual([403, 403]);
    expect(await started(visitor)).toBe(false);
  });

  it("are refused in any other format", async () => {
    const { visitor } = await signedIn();

    const response = await visitor.send(`${COURSE}/attempts`, {
      method: "POST",
      body: JSON.stringify({ form_token: visitor.token() }),
      headers: { "content-type": "application/json", origin: "https://gate.example.org" },
    });

    expect(response.status).toBe(403);
    expect(await started(visitor)).toBe(false);
  });

  it("may be 64 KB long and no longer", async () => {
    const { visitor } = await signedIn();

    const fits = await visitor.post(`${COURSE}/attempts`, { padding: "x".repeat(60_000) });
    const tooLong = await visitor.post(`${COURSE}/attempts`, { padding: "x".repeat(70_000) });

    expect(fits.status).toBe(200);
    expect(tooLong.status).toBe(413);
  });
});

describe("what goes wrong", () => {
  it("is logged with a number, and the page shows the number alone", async () => {
    const world = aWeb({ curriculum });
    const visitor = createVisitor(world);
    await visitor.signIn("mira");
    world.learning.myTraining = async () => {
      throw new Error("relation secret_table does not exist");
    };

    const page = await visitor.get("/");

    expect(page.status).toBe(500);
    expect(page.html).not.toContain("secret_table");
    const reference = /Reference: <code>([^<]+)</.exec(page.html)?.[1];
    expect(world.logged.map(({ detail }) => detail)).toMatchObject([
      { err: { message: "relation secret_table does not exist" }, path: "/", requestId: reference },
    ]);
  });

  it("asks to come back in a minute where waiting helps", async () => {
    const world = aWeb({ curriculum });
    const visitor = createVisitor(world);
    await visitor.signIn("mira");
    world.learning.myTraining = async () => {
      throw new GitHubUnavailableError();
    };

    const page = await visitor.get("/");

    expect(page.status).toBe(503);
    expect(page.html).toContain("Please try again in a minute");
  });

  it("gives a page of its own to an address that is not there", async () => {
    const visitor = createVisitor(aWeb({ curriculum }));
    await visitor.signIn("mira");

    const page = await visitor.get("/courses/no-such-course");

    expect(page.status).toBe(404);
    expect(page.html).toContain("This page cannot be shown");
  });
});

describe("health", () => {
  it("answers without a session", async () => {
    const { web } = aWeb({ curriculum });

    const [health, ready, metrics] = await Promise.all(
      ["/healthz", "/readyz", "/metrics"].map((path) => web.request(path)),
    );

    expect(await health?.text()).toBe("ok");
    expect([ready?.status, await ready?.json()]).toEqual([200, { ok: true, database: "ok" }]);
    expect(metrics?.headers.get("content-type")).toBe("text/plain; version=0.0.4");
    expect(await metrics?.text()).toBe("up 1\n");
  });

  it("says 503 and which part is not ready", async () => {
    const { web } = aWeb({ curriculum, health: { ready: async () => ({ ok: false, detail: { database: "down" } }) } });

    const response = await web.request("/readyz");

    expect([response.status, await response.json()]).toEqual([503, { ok: false, database: "down" }]);
  });
});
