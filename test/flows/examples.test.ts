import { type ChildProcessWithoutNullStreams as Program, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLearner } from "../sandbox/learner.ts";
import { BLOCK } from "../support/flow.ts";
import { runBeside } from "../support/flow-cli.ts";
import { freePort } from "../support/free-port.ts";
import { type Okta, startOkta } from "../support/okta.ts";
import { train, useFlow } from "../support/use-flow.ts";

const EXAMPLES = join(import.meta.dirname, "..", "examples");

describe("the examples", () => {
  const flow = useFlow({ enforcement: BLOCK });
  let client: { readonly id: string; readonly token: string };

  beforeAll(async () => {
    await train(flow, "mira");
    client = JSON.parse((await runBeside(flow, ["client", "add", "Example", "--by", "sam", "--json"])).told);
  });

  function run(path: string, args: readonly string[], environment: Record<string, string>): Program {
    const env = { PATH: process.env.PATH ?? "", ...environment };
    return spawn(process.execPath, [join(EXAMPLES, path), ...args], { env });
  }

  async function ended(child: Program) {
    const [out, complaints, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
    return { code, out, complaints };
  }

  describe("the program of the Terraform data source", () => {
    const query = (url: string, logins: readonly string[]) => JSON.stringify({ url, logins: JSON.stringify(logins) });

    async function ask(input: string, token = client.token) {
      const child = run("terraform/eligible.mjs", [], token === "" ? {} : { TRAINING_GATE_TOKEN: token });
      child.stdin.end(input);
      return ended(child);
    }

    it("answers a flat map of texts, with those who are trained, as they were named", async () => {
      const { code, out } = await ask(query(flow.environment.BASE_URL ?? "", ["Mira", "jo", "nobody-here"]));

      expect(code).toBe(0);
      expect(JSON.parse(out)).toEqual({ logins: '["Mira"]' });
    });

    it.each([
      ["its token is not good", () => query(flow.environment.BASE_URL ?? "", []), "tg_stranger", "answered 401"],
      ["it has no token", () => query(flow.environment.BASE_URL ?? "", []), "", "Set TRAINING_GATE_TOKEN"],
      ["nobody answers", () => query("http://127.0.0.1:1", ["mira"]), "tg_any", "fetch failed"],
    ])("fails with the reason, and says nothing else, where %s", async (_, input, token, why) => {
      const { code, out, complaints } = await ask(input(), token);

      expect(code).toBe(1);
      expect(out).toBe("");
      expect(complaints).toContain(why);
    });

    it("is called by main.tf with the query that it reads, and asked for what it answers", () => {
      const tf = readFileSync(join(EXAMPLES, "terraform", "main.tf"), "utf8");

      expect(tf).toMatch(/program = \["node", "\$\{path\.module\}\/eligible\.mjs"\]/);
      expect([...tf.matchAll(/^ {4}(\w+) += (?:var|jsonencode)/gm)].map(([, key]) => key)).toEqual(["url", "logins"]);
      expect(tf).toContain("data.external.eligible.result.logins");
    });
  });

  describe("the Okta group", () => {
    let okta: Okta;
    let port: number;
    let secret = "";
    let listening: Program | undefined;

    beforeAll(async () => {
      okta = await startOkta();
      const accounts = await flow.database.db.account.findMany();
      for (const { id, login } of accounts)
        okta.users.push({ id: `user-${login}`, profile: { login, githubId: `${id}` } });
      okta.users.push({ id: "user-boss", profile: { login: "boss" } });
      for (const login of ["jo", "boss"]) okta.members.add(`user-${login}`);
      port = await freePort();
      const url = `http://127.0.0.1:${port}/`;
      const args = ["--client", client.id, "--url", url, "--by", "sam", "--json"];
      secret = JSON.parse((await runBeside(flow, ["client", "hook", "add", ...args])).told).secret;
    });
    afterAll(async () => {
      listening?.kill();
      await okta.close();
    });

    const environment = (more: Record<string, string> = {}) => ({
      TRAINING_GATE_URL: flow.environment.BASE_URL ?? "",
      TRAINING_GATE_TOKEN: client.token,
      HOOK_SECRET: secret,
      ...{ OKTA_URL: okta.url, OKTA_TOKEN: okta.token, OKTA_GROUP: "trained", PORT: String(port) },
      ...more,
    });

    it("removes nobody where that would be more than it may, and nobody while Okta does not answer", async () => {
      const capped = await ended(run("okta-group/okta-group.mjs", ["--once"], environment({ REMOVE_AT_MOST: "0" })));
      okta.down = true;
      const down = await ended(run("okta-group/okta-group.mjs", ["--once"], environment()));
      okta.down = false;

      expect(capped.complaints).toContain("1 would be removed, and REMOVE_AT_MOST is 0: nobody was");
      expect([capped.code, down.code]).toEqual([1, 1]);
      expect([...okta.members]).toEqual(["user-jo", "user-boss"]);
    });

    it("holds those who are trained, and leaves alone whom it does not know", async () => {
      const { code } = await ended(run("okta-group/okta-group.mjs", ["--once"], environment()));

      expect(code).toBe(0);
      expect([...okta.members].sort()).toEqual(["user-boss", "user-mira"]);
    });

    it("follows within seconds, by the hook", async () => {
      listening = run("okta-group/okta-group.mjs", [], environment());
      await flow.until("the example to listen", () =>
        fetch(`http://127.0.0.1:${port}/`).then(
          () => true,
          () => undefined,
        ),
      );

      await (await createLearner({ app: flow.app.url, github: flow.github.url }, "jo")).complete("jo");
      await flow.until("jo in the group", () => okta.members.has("user-jo") || undefined);

      expect([...okta.members].sort()).toEqual(["user-boss", "user-jo", "user-mira"]);
    });

    it("refuses what is not signed with its secret", async () => {
      const headers = { "webhook-id": "1", "webhook-timestamp": String(Math.floor(Date.now() / 1000)) };
      const post = (signature: string) =>
        fetch(`http://127.0.0.1:${port}/`, {
          method: "POST",
          body: "{}",
          headers: { ...headers, "webhook-signature": signature },
        });

      expect((await post("v1,AAAA")).status).toBe(401);
      expect((await post(`v1,${"A".repeat(43)}=`)).status).toBe(401);
    });
  });
});
