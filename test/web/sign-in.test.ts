import { beforeAll, describe, expect, it } from "vitest";
import type { Curriculum } from "../../src/training/curriculum.ts";
import { shippedCurriculum } from "../support/shipped.ts";
import { aWeb } from "./a-web.ts";
import { createVisitor } from "./visitor.ts";

const TEN_MINUTES = 600_000;
let curriculum: Curriculum;
beforeAll(async () => {
  curriculum = await shippedCurriculum();
});

describe("signing in", () => {
  it("leads from a page that needs it to GitHub and back to that page", async () => {
    const world = aWeb({ curriculum });
    const visitor = createVisitor(world);

    const asked = await visitor.get("/courses/owasp-top-10-2025?from=check");
    const start = /href="(\/sign-in\/github[^"]*)"/.exec(asked.html)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const authorize = (await visitor.send(start)).headers.get("location") ?? "";
    const back = new URL(world.gitHub.approve(authorize, "mira"));
    const arrived = await visitor.get(`${back.pathname}${back.search}`);

    expect(asked.path).toBe("/sign-in?return_to=%2Fcourses%2Fowasp-top-10-2025%3Ffrom%3Dcheck");
    expect(arrived.path).toBe("/courses/owasp-top-10-2025?from=check");
    expect(arrived.html).toContain("@mira");
  });

  it("sends an S256 challenge and a state, and its own callback", async () => {
    const visitor = createVisitor(aWeb({ curriculum }));

    const authorize = new URL((await visitor.send("/sign-in/github")).headers.get("location") ?? "");

    expect(authorize.searchParams.get("code_challenge")).toMatch(/^[\w-]{43}$/);
    expect(authorize.searchParams.get("state")).toMatch(/^[\w-]{43}$/);
    expect(authorize.searchParams.get("redirect_uri")).toBe("https://gate.example.org/sign-in/callback");
  });

  it("keeps state, verifier and return path in one signed cookie that scripts and other hosts cannot reach", async () => {
    const visitor = createVisitor(aWeb({ curriculum }));

    const response = await visitor.send("/sign-in/github");

    const [cookie = "", ...others] = response.headers.getSetCookie();
    expect(others).toEqual([]);
    expect(cookie).toMatch(/^__Host-training-gate-sign-in=/);
    for (const attribute of ["Max-Age=600", "Path=/", "HttpOnly", "Secure", "SameSite=Lax"]) {
      expect(cookie.split("; ")).toContain(attribute);
    }
  });

  it("opens a session of at most thirty days and hands on the verified addresses", async () => {
    const world = aWeb({ curriculum });
    const visitor = createVisitor(world);
    const authorize = (await visitor.send("/sign-in/github")).headers.get("location") ?? "";
    const back = new URL(world.gitHub.approve(authorize, "mira"));

    const response = await visitor.send(`${back.pathname}${back.search}`);

    const cookie = response.headers.getSetCookie().find((one) => one.startsWith("__Host-training-gate-session="));
    expect(cookie).toContain("Max-Age=2592000");
    expect(cookie).toContain("HttpOnly");
    expect(world.sessions.emails.get(101)).toEqual(["mira@example.org"]);
  });

  it("uses plain cookies where the base URL is not https", async () => {
    const visitor = createVisitor(aWeb({ curriculum, baseUrl: "http://127.0.0.1:3000" }));

    const response = await visitor.send("/sign-in/github");

    expect(response.headers.getSetCookie()[0]).toMatch(/^training-gate-sign-in=/);
    expect(response.headers.getSetCookie()[0]).not.toContain("Secure");
  });

  it("tells an account that is not a person's so, and opens no session for it", async () => {
    const world = aWeb({ curriculum });
    const visitor = createVisitor(world);
    const authorize = (await visitor.send("/sign-in/github?return_to=/courses/x")).headers.get("location") ?? "";
    const back = new URL(world.gitHub.approve(authorize, "acme"));

    const refused = await visitor.get(`${back.pathname}${back.search}`);

    expect(refused.status).toBe(403);
    expect(refused.html).toContain("This account is not a person’s");
    expect(refused.html).toContain('href="/sign-in/github?return_to=%2Fcourses%2Fx"');
    expect((await visitor.get("/")).path).toBe("/sign-in");
    expect(world.logged).toEqual([]);
  });

  it("takes a callback once: the same address again starts anew", async () => {
    const world = aWeb({ curriculum });
    const visitor = createVisitor(world);
    const authorize = (await visitor.send("/sign-in/github")).headers.get("location") ?? "";
    const back = new URL(world.gitHub.approve(authorize, "mira"));
    await visitor.get(`${back.pathname}${back.search}`);

    const again = await visitor.get(`${back.pathname}${back.search}`);

    expect(again.status).toBe(400);
    expect(again.html).toContain("Please sign in once more");
  });

  it.each([
    ["the state is another's", (url: URL) => url.searchParams.set("state", "x".repeat(43))],
    ["there is no state", (url: URL) => url.searchParams.delete("state")],
  ])("refuses a callback where %s", async (_what, spoil) => {
    const world = aWeb({ curriculum });
    const visitor = createVisitor(world);
    const authorize = (await visitor.send("/sign-in/github")).headers.get("location") ?? "";
    const back = new URL(world.gitHub.approve(authorize, "mira"));
    spoil(back);

    const page = await visitor.get(`${back.pathname}${back.search}`);

    expect(page.status).toBe(400);
    expect([...visitor.cookies.keys()]).toEqual([]);
  });

  it("refuses a sign-in that took more than ten minutes, and keeps where it was going", async () => {
    const world = aWeb({ curriculum });
    const visitor = createVisitor(world);
    const authorize = (await visitor.send("/sign-in/github?return_to=%2Fcourses%2Fx")).headers.get("location") ?? "";
    const back = new URL(world.gitHub.approve(authorize, "mira"));
    world.pass(TEN_MINUTES);

    const page = await visitor.get(`${back.pathname}${back.search}`);

    expect(page.status).toBe(400);
    expect(page.html).toContain('href="/sign-in/github?return_to=%2Fcourses%2Fx"');
  });

  it("refuses a sign-in cookie that was changed", async () => {
    const world = aWeb({ curriculum });
    const visitor = createVisitor(world);
    const authorize = (await visitor.send("/sign-in/github")).headers.get("location") ?? "";
    const back = new URL(world.gitHub.approve(authorize, "mira"));
    const [name = "", value = ""] = [...visitor.cookies][0] ?? [];
    visitor.cookies.set(name, `A${value.slice(1)}`);

    const page = await visitor.get(`${back.pathname}${back.search}`);

    expect(page.status).toBe(400);
  });

  it("refuses the sign-in cookie's signature on a session cookie", async () => {
    const world = aWeb({ curriculum });
    const visitor = createVisitor(world);
    await visitor.send("/sign-in/github");
    const [, value = ""] = [...visitor.cookies][0] ?? [];
    visitor.cookies.clear();
    visitor.cookies.set("__Host-training-gate-session", value);
    world.sessions.find = async () => {
      throw new Error("asked for a token that we did not sign");
    };

    const page = await visitor.get("/");

    expect(page.path).toBe("/sign-in");
  });

  it("says kindly that it was cancelled, and offers to try again", async () => {
    const visitor = createVisitor(aWeb({ curriculum }));
    const authorize = new URL(
      (await visitor.send("/sign-in/github?return_to=%2Fcourses%2Fx")).headers.get("location")!,
    );

    const page = await visitor.get(
      `/sign-in/callback?error=access_denied&state=${authorize.searchParams.get("state")}`,
    );

    expect(page.status).toBe(403);
    expect(page.html).toContain("You were not signed in");
    expect(page.html).toContain('href="/sign-in/github?return_to=%2Fcourses%2Fx"');
  });

  it("logs any other error of GitHub and shows none of it", async () => {
    const world = aWeb({ curriculum });
    const visitor = createVisitor(world);
    const authorize = new URL((await visitor.send("/sign-in/github")).headers.get("location")!);

    const page = await visitor.get(
      `/sign-in/callback?error=redirect_uri_mismatch&state=${authorize.searchParams.get("state")}`,
    );

    expect(page.status).toBe(502);
    expect(page.html).not.toContain("redirect_uri_mismatch");
    expect(world.logged.map(({ detail }) => detail)).toContainEqual({ error: "redirect_uri_mismatch" });
  });

  it("signs nobody in with a code that was not given for this browser's verifier", async () => {
    const world = aWeb({ curriculum });
    const [thief, visitor] = [createVisitor(world), createVisitor(world)];
    const stolen = new URL(
      world.gitHub.approve((await visitor.send("/sign-in/github")).headers.get("location") ?? "", "mira"),
    );
    const own = new URL((await thief.send("/sign-in/github")).headers.get("location") ?? "");

    const page = await thief.get(
      `/sign-in/callback?code=${stolen.searchParams.get("code")}&state=${own.searchParams.get("state")}`,
    );

    expect(page.status).toBe(502);
    expect(thief.cookies.has("__Host-training-gate-session")).toBe(false);
  });

  it("passes somebody who is signed in already straight through", async () => {
    const visitor = createVisitor(aWeb({ curriculum }));
    await visitor.signIn("mira");

    const page = await visitor.get("/sign-in?return_to=%2Fcourses%2Fowasp-top-10-2025");

    expect(page.path).toBe("/courses/owasp-top-10-2025");
  });
});

describe("signing out", () => {
  it("closes the session, so that a copy of its cookie is worth nothing", async () => {
    const visitor = createVisitor(aWeb({ curriculum }));
    await visitor.signIn("mira");
    const copy = new Map(visitor.cookies);

    const page = await visitor.post("/sign-out");
    for (const [name, value] of copy) visitor.cookies.set(name, value);
    const after = await visitor.get("/");

    expect(page.path).toBe("/sign-in");
    expect(copy.size).toBe(1);
    expect(after.path).toBe("/sign-in");
  });

  it("cannot be done by a link", async () => {
    const visitor = createVisitor(aWeb({ curriculum }));
    await visitor.signIn("mira");

    const page = await visitor.get("/sign-out");

    expect(page.status).toBe(404);
    expect((await visitor.get("/")).html).toContain("@mira");
  });
});
