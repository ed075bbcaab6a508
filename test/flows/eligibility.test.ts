import { beforeAll, describe, expect, it } from "vitest";
import { BLOCK } from "../support/flow.ts";
import { runBeside } from "../support/flow-cli.ts";
import { train, useFlow } from "../support/use-flow.ts";

interface Person {
  readonly person: string;
  readonly github: readonly { readonly id: number; readonly login: string }[];
  readonly eligible: boolean;
  readonly layers: readonly { readonly layer: string; readonly state: string; readonly until: string | null }[];
}

interface Page {
  readonly people: readonly Person[];
  readonly next: string | null;
}

describe("another system that asks who may be given access", () => {
  const flow = useFlow({
    enforcement: `${BLOCK}
  layers:
    developer: { courses: [owasp-top-10-2025], valid_for: 365d }
    baseline: { courses: [security-awareness], valid_for: 365d }
`,
  });
  let id = "";
  let token = "";

  beforeAll(async () => {
    await train(flow, "mira");
    const made = await runBeside(flow, ["client", "add", "Okta", "--by", "sam", "--json"]);
    ({ id, token } = JSON.parse(made.told) as { id: string; token: string });
  });

  const ask = (query: string, bearer = token) =>
    fetch(`${flow.environment.BASE_URL}/api/v1/eligibility${query}`, {
      headers: { Authorization: `Bearer ${bearer}` },
    });
  const loginsOf = (people: readonly Person[]) => people.flatMap(({ github }) => github.map(({ login }) => login));

  it("is told of one person, by login and by GitHub's id, and asks GitHub for nothing", async () => {
    let answers: readonly Person[] = [];
    const requests = await flow.requestsOf(async () => {
      const byLogin = (await (await ask("?login=mira")).json()) as Person;
      const byId = (await (await ask(`?github_id=${byLogin.github[0]?.id}`)).json()) as Person;
      answers = [byLogin, byId];
    });

    expect(requests).toMatchObject({ read: 0, write: 0 });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({
      github: [{ login: "mira" }],
      eligible: true,
      layers: [{ layer: "developer", state: "met" }],
    });
    expect(Date.parse(answers[0]?.layers[0]?.until ?? "")).toBeGreaterThan(Date.now());
  });

  it("is told who is not eligible yet, and of what they lack", async () => {
    const jo = (await (await ask("?login=jo")).json()) as Person;

    expect(jo).toMatchObject({
      eligible: false,
      layers: [{ layer: "developer", state: "missing", missing: [{ course: "owasp-top-10-2025", why: "never" }] }],
    });
  });

  it("is told of the layers that it names, and of no others", async () => {
    const mira = (await (await ask("?login=mira&layer=baseline&layer=developer")).json()) as Person;
    const unknown = await ask("?login=mira&layer=finance");

    expect(mira.layers.map(({ layer, state }) => `${layer} ${state}`)).toEqual(["baseline missing", "developer met"]);
    expect(mira.eligible).toBe(false);
    expect(unknown.status).toBe(400);
    expect(await unknown.text()).toContain("The policy has no layer finance. It has: baseline, developer");
  });

  it("is told of everybody, once, page by page", async () => {
    const all = (await (await ask("")).json()) as Page;
    const paged: Person[] = [];
    for (let next: string | null = "", pages = 0; next !== null && pages < 50; pages += 1) {
      const page = (await (await ask(`?limit=2${next && `&after=${next}`}`)).json()) as Page;
      expect(page.people.length).toBeLessThanOrEqual(2);
      paged.push(...page.people);
      next = page.next;
    }

    expect(all.next).toBeNull();
    expect(loginsOf(all.people)).toEqual(expect.arrayContaining(["mira", "jo", "sam"]));
    expect(paged).toEqual(all.people);
  });

  it.each([
    ["?login=nobody-here", 404, "Nobody is known"],
    ["?login=mira&github_id=1", 400, "name one person"],
    ["?limit=0", 400, "limit"],
    ["?colour=red", 400, "colour"],
  ])("is refused with the reason: %s", async (query, status, text) => {
    const answer = await ask(query);

    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(text);
  });

  it("has to show its token, and each answer that it got is kept", async () => {
    const strangers = await Promise.all([
      ask("", "tg_somebody"),
      fetch(`${flow.environment.BASE_URL}/api/v1/eligibility`),
    ]);
    const { reads } = await listed();
    await ask("?login=mira");

    for (const answer of strangers) {
      expect(answer.status).toBe(401);
      expect(answer.headers.get("WWW-Authenticate")).toContain("Bearer");
    }
    expect((await listed()).reads).toBe(reads + 1);
    const newest = await flow.database.db.apiRead.findFirstOrThrow({ orderBy: { id: "desc" } });
    const mira = await flow.database.db.account.findFirstOrThrow({ where: { login: "mira" } });
    expect(newest).toMatchObject({ clientId: id, personId: mira.personId, answered: 1 });
  });

  it("is kept by the digest of its token alone, and told of in the log", async () => {
    const kept = JSON.stringify(await flow.database.db.apiClient.findMany(), (_, value) =>
      typeof value === "bigint" ? String(value) : value,
    );
    await flow.settled();
    const entry = await flow.until(
      "its entry",
      async () => (await flow.database.db.logEntry.findFirst({ where: { type: "client.added" } })) ?? undefined,
    );

    expect(kept).not.toContain(token);
    expect(JSON.parse(entry.body)).toMatchObject({ client_id: id, actor: { kind: "admin" } });
    expect(entry.body).not.toContain("Okta");
  });

  it("is made by an admin alone, and its token is good for nothing once it is revoked", async () => {
    const refused = await runBeside(flow, ["client", "add", "Terraform", "--by", "mira"]);
    const revoked = await runBeside(flow, ["client", "revoke", id, "--by", "sam"]);

    expect(refused).toMatchObject({ code: 1 });
    expect(refused.complaints.join()).toContain("does not hold the role");
    expect(revoked.code).toBe(0);
    expect((await ask("?login=mira")).status).toBe(401);
    const again = await runBeside(flow, ["client", "revoke", id, "--by", "sam"]);
    expect(again.complaints.join()).toContain("revoked already");
  });

  async function listed(): Promise<{ readonly reads: number }> {
    const clients = JSON.parse((await runBeside(flow, ["client", "list", "--json"])).told) as {
      id: string;
      reads: number;
    }[];
    return clients.find((client) => client.id === id) ?? { reads: Number.NaN };
  }
});
