import { beforeAll, describe, expect, it } from "vitest";
import { parseVkey } from "../../src/gatelog/note.ts";
import { leafHash } from "../../src/gatelog/place.ts";
import { parseProof } from "../../src/gatelog/proof.ts";
import { openCheckpoint } from "../../src/gatelog/signed-checkpoint.ts";
import { verifyInclusion } from "../../src/gatelog/tree.ts";
import type { Curriculum } from "../../src/training/curriculum.ts";
import { shippedCurriculum } from "../support/shipped.ts";
import { aWeb } from "./a-web.ts";
import { ACME, holding, PERSON } from "./an-admin.ts";
import { anAudit, CHECKPOINT } from "./an-audit.ts";
import { createVisitor } from "./visitor.ts";

const PAGES = [
  "/auditor",
  "/auditor/log",
  "/auditor/log/1/1",
  "/auditor/log/1/1/entry",
  "/auditor/log/1/1/proof",
  "/auditor/exceptions",
  "/auditor/coverage",
  "/auditor/merges",
  "/auditor/access",
  "/auditor/access?at=2026-02-01&known=2026-02-01T12:00:00Z&login=@mira&repository=payments-api",
  "/auditor/access.csv",
  "/auditor/access.jsonl?at=2026-02-01",
  `/auditor/people/${PERSON}/access`,
  "/auditor/reports",
  "/auditor/reports/R-04",
  "/auditor/reports/R-04.csv",
  "/auditor/reports/R-04.jsonl",
  "/auditor/pack.zip",
  "/auditor/sample.zip?report=R-04&n=1&seed=a",
  "/auditor/sample",
] as const;
const ROLES = [
  ["nobody", {}, 404],
  ["an approver", { approver: true }, 404],
  ["an auditor", { auditor: true }, 200],
  ["an admin", { admin: true }, 200],
] as const;

let curriculum: Curriculum;
beforeAll(async () => {
  curriculum = await shippedCurriculum();
});

async function visitorWith(held: Parameters<typeof holding>[0]) {
  const { auditing, asked } = anAudit();
  const hasRole = Object.keys(held).length > 0;
  const world = aWeb({ curriculum, auditing, ...(hasRole && { exceptions: holding(held) }) });
  const visitor = createVisitor(world);
  await visitor.signIn("mira");
  return { visitor, asked, ...world };
}

describe.each(ROLES)("for %s", (_, held, status) => {
  it.each(PAGES)(`%s answers ${status}`, async (path) => {
    const { visitor } = await visitorWith(held);

    expect((await visitor.get(path)).status).toBe(status);
  });
});

describe("the pages of auditors", () => {
  it("are only ever read: no route below /auditor takes anything but GET, and what is sent there is not found", async () => {
    const { visitor, web } = await visitorWith({ admin: true, approver: true, auditor: true });

    const routes = web.routes.filter(({ path }) => path.startsWith("/auditor"));

    // `ALL` is what guards are registered as.
    expect([...new Set(routes.map(({ method }) => method))].toSorted()).toEqual(["ALL", "GET"]);
    await visitor.get("/auditor");
    for (const path of PAGES)
      expect({ path, status: (await visitor.post(path)).status }).toEqual({ path, status: 404 });
  });

  it("have no form that sends anything but a search", async () => {
    const { visitor } = await visitorWith({ auditor: true });

    for (const path of ["/auditor", "/auditor/log", "/auditor/reports/R-04", "/auditor/sample"]) {
      const { html } = await visitor.get(path);
      const posts = [...html.matchAll(/<form[^>]*method="post"[^>]*action="([^"]+)"/g)].map(([, action]) => action);
      expect(posts).toEqual(["/sign-out"]);
    }
  });

  it("keep the organisation and the period from page to page", async () => {
    const { visitor } = await visitorWith({ auditor: true });

    const { html } = await visitor.get("/auditor?from=2026-01-01&to=2026-03-31");

    const links = [...html.matchAll(/href="(\/auditor[^"]*)"/g)].map(([, href]) => href ?? "");
    const isUsual = (href: string) => /from=2026-(?!01-01)|from=2025/.test(href);
    expect(links.length).toBeGreaterThan(8);
    expect(
      links.filter((href) => !isUsual(href) && !href.includes(`org=${ACME}&amp;from=2026-01-01&amp;to=2026-03-31`)),
    ).toEqual([]);
  });

  it.each([
    ["", { from: "2026-09-03T00:00:00.000Z", to: "2026-12-02T00:00:00.000Z" }],
    ["?from=2026-02-01&to=2026-02-28", { from: "2026-02-01T00:00:00.000Z", to: "2026-03-01T00:00:00.000Z" }],
    ["?from=2026-02-30&to=2026-03-01", { from: "2026-09-03T00:00:00.000Z", to: "2026-12-02T00:00:00.000Z" }],
    ["?from=0001-01-01&to=9999-12-31", { from: "2026-09-03T00:00:00.000Z", to: "2026-12-02T00:00:00.000Z" }],
    ["?from=2026-03-01&to=2026-02-01", { from: "2026-09-03T00:00:00.000Z", to: "2026-12-02T00:00:00.000Z" }],
  ])("read %j as whole days in UTC", async (query, { from, to }) => {
    const { visitor, asked } = await visitorWith({ auditor: true });

    const { html } = await visitor.get(`/auditor${query}`);

    expect(asked).toEqual([{ org: ACME, period: { from: new Date(from), to: new Date(to) } }]);
    expect(html.includes("Those two days make no period")).toBe(/02-30|9999|to=2026-02-01/.test(query));
  });
});

describe("the search of the gate log", () => {
  it("asks for what the form says, and pages keep it", async () => {
    const { visitor, asked } = await visitorWith({ auditor: true });
    const query = "type=gate.decided&outcome=withhold&enforced=yes&login=%40mira&repository=payments-api";

    const { html } = await visitor.get(`/auditor/log?${query}&before=1.42`);

    expect(asked).toMatchObject([
      {
        ...{ type: "gate.decided", outcome: "withhold", enforced: true, login: "mira", repository: "payments-api" },
        ...{ seq: null, from: { before: { epoch: 1, seq: 42 } } },
      },
    ]);
    expect(html).toMatch(/href="[^"]*type=gate.decided[^"]*enforced=yes[^"]*after=1.2"/);
    expect(html).toMatch(/href="[^"]*outcome=withhold[^"]*login=mira[^"]*before=1.0"/);
  });

  it.each(["?enforced=perhaps", "?outcome=all", "?seq=-1", "?before=x", "?seq=1e3", "?login=%00"])(
    "passes over %s",
    async (query) => {
      const { visitor, asked } = await visitorWith({ auditor: true });

      await visitor.get(`/auditor/log${query}`);

      expect(asked).toMatchObject([{ enforced: null, outcome: null, login: null, seq: null, from: null }]);
    },
  );
});

describe("an entry", () => {
  it("comes with its very bytes, and with a proof that holds for them and no others", async () => {
    const { visitor } = await visitorWith({ auditor: true });

    const body = new Uint8Array(await (await visitor.send("/auditor/log/1/1/entry")).arrayBuffer());
    const proof = parseProof((await visitor.get("/auditor/log/1/1/proof")).html);

    const key = parseVkey(CHECKPOINT.vkey);
    const opened = openCheckpoint(proof?.checkpoint ?? "", key ? [key] : []);
    if (!proof || !opened.ok) throw new Error("There is no proof");
    const holds = (bytes: Uint8Array) =>
      verifyInclusion(leafHash(bytes), proof.index, opened.checkpoint.size, proof.hashes, opened.checkpoint.root);
    expect(holds(body)).toBe(true);
    expect(holds(Uint8Array.of(...body, 10))).toBe(false);
  });

  it("says of an erased person only that they were, and of others how to open the commitment", async () => {
    const { visitor } = await visitorWith({ auditor: true });

    const { html } = await visitor.get("/auditor/log/1/1");

    expect(html).toContain("Erased: the entry and its proof stand");
    expect(html).toContain("@mira");
    expect(html).toContain(
      `xxd -r -p; printf &#39;%s&#39; &#39;{&quot;accounts&quot;:[101],&quot;login&quot;:&quot;mira&quot;}&#39;`,
    );
  });

  it.each(["/auditor/log/1/99", "/auditor/log/2/0", "/auditor/log/1/99/proof", "/auditor/log/0/1"])(
    "%s is not there",
    async (path) => {
      const { visitor } = await visitorWith({ auditor: true });

      expect((await visitor.get(path)).status).toBe(404);
    },
  );

  it("is found by its number alone, in the newest epoch", async () => {
    const { visitor } = await visitorWith({ auditor: true });

    expect((await visitor.get("/auditor/log/2")).path).toMatch(/^\/auditor\/log\/1\/2\?/);
  });
});

describe("a sample", () => {
  it("is the same for the same seed, and another for another", async () => {
    const { visitor } = await visitorWith({ auditor: true });
    const linesOf = async (seed: string) => {
      const { html } = await visitor.get(`/auditor/sample?report=R-04&n=25&seed=${seed}`);
      return [...html.matchAll(/<th scope="row">(\d+)<\/th>/g)].map(([, line]) => line);
    };

    const first = await linesOf("three+dice");

    expect(first).toHaveLength(25);
    expect(await linesOf("three+dice")).toEqual(first);
    expect(await linesOf("four+dice")).not.toEqual(first);
  });

  it.each([
    ["n=0&seed=a", "A sample has 1 to 1,000 rows."],
    ["n=2.5&seed=a", "A sample has 1 to 1,000 rows."],
    ["n=25&seed=", "A seed is 1 to 100 letters"],
    ["n=25&seed=%C3%A9", "A seed is 1 to 100 letters"],
  ])("is not drawn for %s, and says why", async (query, why) => {
    const { visitor } = await visitorWith({ auditor: true });

    const { status, html } = await visitor.get(`/auditor/sample?report=R-04&${query}`);

    expect(status).toBe(422);
    expect(html).toContain(why);
  });
});

describe("a download", () => {
  it("names its file, and is not a page", async () => {
    const { visitor } = await visitorWith({ auditor: true });

    const response = await visitor.send("/auditor/reports/R-04.csv");

    expect(response.headers.get("content-disposition")).toBe('attachment; filename="R-04-gate-log.csv"');
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await response.text()).toBe("a,b\r\n");
  });
});

describe("access at a point in time", () => {
  it("is asked for by days, each meaning its end, by a login, and by a repository", async () => {
    const { visitor, asked } = await visitorWith({ auditor: true });

    const { html } = await visitor.get(
      "/auditor/access?at=2026-02-01&known=2026-02-02T12:00:00Z&login=@mira&repository=payments-api&after=here",
    );

    expect(asked.at(-1)).toMatchObject({
      ...{ org: ACME, login: "mira", repository: "payments-api", after: "here" },
      ...{ at: new Date("2026-02-01T23:59:59.999Z"), knownAt: new Date("2026-02-02T12:00:00.000Z") },
    });
    expect(html).toContain('type="date"');
    expect(html).toContain(`/auditor/people/${PERSON}/access`);
    expect(html).toMatch(/after=more[^"]*"[^>]*rel="next"/);
  });

  it.each(["at=2026-02-30", "at=soon", "known=2999-01-01"])("is refused kindly for %s", async (query) => {
    const { visitor, asked } = await visitorWith({ auditor: true });

    const { status, html } = await visitor.get(`/auditor/access?${query}`);

    expect(status).toBe(422);
    expect(html).toMatch(/is no time: write it as|is still to come/);
    expect(asked).toEqual([]);
    expect((await visitor.get(`/auditor/access.csv?${query}`)).status).toBe(404);
  });

  it("is no file of somebody who is not known, and no history of somebody who was never observed", async () => {
    const { visitor } = await visitorWith({ auditor: true });

    for (const path of [
      "/auditor/access.csv?login=nobody",
      `/auditor/people/${PERSON.replace("5b", "6b")}/access`,
      "/auditor/people/mira/access",
    ])
      expect({ path, status: (await visitor.get(path)).status }).toEqual({ path, status: 404 });
  });
});
