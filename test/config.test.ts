import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ConfigError, type Environment, type Need, readConfig, readEnvironment } from "../src/config.ts";
import { createKeys } from "../src/keys.ts";

const folder = mkdtempSync(join(tmpdir(), "training-gate-config-"));
afterAll(() => rmSync(folder, { recursive: true }));

const appKey = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const pkcs1 = appKey.export({ format: "pem", type: "pkcs1" }).toString();
const pkcs8 = appKey.export({ format: "pem", type: "pkcs8" }).toString();

const ALL: readonly Need[] = ["github", "sign-in", "server", "database"];
const complete: Environment = {
  APP_ID: "4711",
  PRIVATE_KEY: pkcs1,
  WEBHOOK_SECRET: "a-secret-of-ours",
  GITHUB_CLIENT_ID: "Iv1.abc",
  GITHUB_CLIENT_SECRET: "client-secret",
  BASE_URL: "https://training.example.org",
};

function problemsOf(env: Environment, needs: readonly Need[] = ALL): readonly string[] {
  try {
    readConfig(env, needs);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ variable, message }) => `${variable} ${message}`);
  }
}

const variablesOf = (env: Environment, needs?: readonly Need[]) =>
  problemsOf(env, needs).map((problem) => problem.split(" ", 1)[0]);

describe("readConfig", () => {
  it("tells everything that is missing at once", () => {
    expect(variablesOf({})).toEqual([
      "APP_ID",
      "PRIVATE_KEY",
      "WEBHOOK_SECRET",
      "GITHUB_CLIENT_ID",
      "GITHUB_CLIENT_SECRET",
      "BASE_URL",
    ]);
  });

  it("tells what is wrong beside what is missing", () => {
    const env = { APP_ID: "my-app", DATABASE_URL: "mysql://db", LOG_LEVEL: "loud", GHE_HOST: "https://x" };

    const problems = variablesOf(env);

    expect(problems).toEqual(expect.arrayContaining(["APP_ID", "DATABASE_URL", "LOG_LEVEL", "GHE_HOST", "BASE_URL"]));
  });

  it("asks only for what the command needs", () => {
    expect(problemsOf({}, [])).toEqual([]);
    expect(problemsOf({}, ["database"])).toEqual([]);
    expect(variablesOf({}, ["sign-in"])).toEqual(["GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET"]);
  });

  it("takes a variable that is set to nothing for one that is not set", () => {
    expect(variablesOf({ ...complete, WEBHOOK_SECRET: " " })).toEqual(["WEBHOOK_SECRET"]);
    expect(readConfig({ ...complete, DATABASE_URL: "" }, ["database"]).database.url).toBeUndefined();
  });

  it.each(["WEBHOOK_SECRET", "WEBHOOK_SECRET_PREVIOUS"])(
    "refuses the secret that Probot falls back to in %s",
    (name) => {
      expect(variablesOf({ ...complete, [name]: "development" })).toEqual([name]);
    },
  );

  it("puts the webhook secret in force before the previous one", () => {
    const { github } = readConfig({ ...complete, WEBHOOK_SECRET_PREVIOUS: "older" }, ["github"]);

    expect(github.webhookSecrets).toEqual(["a-secret-of-ours", "older"]);
  });

  it("never repeats a value in a problem", () => {
    const env = { ...complete, PRIVATE_KEY: "hush-1", SESSION_KEY: "hush-2", CHECKPOINT_KEY: "hush-3" };

    const problems = problemsOf(env);

    expect(problems).toHaveLength(3);
    expect(problems.join("\n")).not.toContain("hush");
  });

  it("cannot be changed afterwards", () => {
    const config = readConfig(complete, ALL);

    expect(() => Object.assign(config.database, { url: "postgres://elsewhere" })).toThrow(TypeError);
    expect(() => (config.content.folders as string[]).push("/elsewhere")).toThrow(TypeError);
  });

  it("finds content and policy in the package, wherever it is called from", () => {
    const { content, policy } = readConfig({}, []);

    expect(content.folders).toEqual([join(import.meta.dirname, "..", "content")]);
    expect(policy).toEqual({ file: join(import.meta.dirname, "..", "app.yml"), repository: ".github" });
  });

  it("lays CONTENT_EXTRA over the package's content", () => {
    const { content } = readConfig({ CONTENT_EXTRA: "/srv/courses" }, []);

    expect(content.folders.at(-1)).toBe("/srv/courses");
    expect(content.folders).toHaveLength(2);
  });
});

describe("the App's private key", () => {
  const path = join(folder, "app.pem");
  writeFileSync(path, pkcs1);

  it.each([
    ["PEM, PKCS#1", { PRIVATE_KEY: pkcs1 }],
    ["PEM, PKCS#8", { PRIVATE_KEY: pkcs8 }],
    ["PEM with \\n spelled out", { PRIVATE_KEY: pkcs1.replaceAll("\n", "\\n") }],
    ["base64 of PEM", { PRIVATE_KEY: Buffer.from(pkcs1).toString("base64") }],
    ["a file", { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: path }],
  ])("is read from %s", (_, env) => {
    const { github } = readConfig({ ...complete, ...env }, ["github"]);

    expect(github.privateKey).toBe(pkcs8);
  });

  it("is refused where two are given, since nobody could tell which one counts", () => {
    expect(variablesOf({ ...complete, PRIVATE_KEY_PATH: path })).toEqual(["PRIVATE_KEY_PATH"]);
  });

  it("is refused where the file is not there, or the key is of another kind", () => {
    const other = createKeys().CHECKPOINT_KEY;

    expect(variablesOf({ ...complete, PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: join(folder, "none") })).toEqual([
      "PRIVATE_KEY_PATH",
    ]);
    expect(variablesOf({ ...complete, PRIVATE_KEY: other })).toEqual(["PRIVATE_KEY"]);
  });
});

describe("where GitHub is", () => {
  it("is github.com by default", () => {
    const { github, signIn } = readConfig(complete, ALL);

    expect(github).toMatchObject({ apiUrl: "https://api.github.com", webUrl: "https://github.com" });
    expect(signIn).toMatchObject({ apiUrl: "https://api.github.com", webUrl: "https://github.com" });
  });

  it("is an enterprise server, or a stand-in on this machine", () => {
    const { github } = readConfig({ ...complete, GHE_HOST: "127.0.0.1:4000", GHE_PROTOCOL: "http" }, ["github"]);

    expect(github).toMatchObject({ apiUrl: "http://127.0.0.1:4000/api/v3", webUrl: "http://127.0.0.1:4000" });
  });
});

describe("BASE_URL", () => {
  it.each([
    ["https://training.example.org", "https://training.example.org"],
    ["https://training.example.org/", "https://training.example.org"],
    ["http://localhost:3000", "http://localhost:3000"],
    ["http://127.0.0.1:3000", "http://127.0.0.1:3000"],
  ])("%s is an origin", (given, origin) => {
    expect(readConfig({ ...complete, BASE_URL: given }, ["server"]).server.baseUrl).toBe(origin);
  });

  it.each(["training.example.org", "https://training.example.org/gate", "https://a:b@training.example.org", "ftp://x"])(
    "%s is none",
    (given) => {
      expect(variablesOf({ ...complete, BASE_URL: given })).toEqual(["BASE_URL"]);
    },
  );

  it("has to be https unless it is this machine, since people sign in there", () => {
    expect(problemsOf({ ...complete, BASE_URL: "http://training.example.org" })).toEqual([
      expect.stringMatching(/^BASE_URL must begin with https:/),
    ]);
  });
});

describe("the database and the keys", () => {
  const DATABASE_URL = "postgresql://gate@db.example.org/gate";

  it("are files of DATA_DIR where there is no server", () => {
    const { database, keys } = readConfig({ ...complete, DATA_DIR: "/srv/gate" }, ALL);

    expect(database).toEqual({ dataDir: "/srv/gate" });
    expect(keys).toEqual({ folder: "/srv/gate/keys" });
  });

  it("asks for both keys beside DATABASE_URL, and says what prints them", () => {
    const problems = problemsOf({ ...complete, DATABASE_URL });

    expect(problems).toEqual([expect.stringMatching(/^SESSION_KEY /), expect.stringMatching(/^CHECKPOINT_KEY /)]);
    expect(problems.every((problem) => problem.includes("training-gate keys create"))).toBe(true);
  });

  it("does not ask for keys where nothing is served", () => {
    expect(problemsOf({ DATABASE_URL }, ["database"])).toEqual([]);
  });

  it("takes what `keys create` prints, and then makes no file", () => {
    const { keys } = readConfig({ ...complete, ...createKeys(), DATABASE_URL }, ALL);

    expect(keys.folder).toBeNull();
    expect(keys.sessionKey).toHaveLength(32);
    expect(keys.checkpointKey?.asymmetricKeyType).toBe("ed25519");
  });

  it("refuses a session key that is too short to be random", () => {
    expect(variablesOf({ ...complete, SESSION_KEY: randomBytes(16).toString("base64") })).toEqual(["SESSION_KEY"]);
  });

  it("refuses an admin's address for a database that is not ours to choose", () => {
    expect(variablesOf({ ...complete, DATABASE_ADMIN_URL: DATABASE_URL })).toEqual(["DATABASE_ADMIN_URL"]);
  });
});

describe("the gate log", () => {
  it("is called by the host of BASE_URL, and by nothing where that is not set", () => {
    expect(readConfig({ BASE_URL: "https://training.example.org:8443" }, []).gateLog).toEqual({
      host: "training.example.org:8443",
    });
    expect(readConfig({}, []).gateLog).toEqual({});
  });

  it.each([
    ["a file", "/mnt/elsewhere/checkpoint", { file: "/mnt/elsewhere/checkpoint" }],
    ["an address", "https://store.example.org/checkpoint", { url: "https://store.example.org/checkpoint" }],
  ])("has an anchor in %s", (_, text, anchor) => {
    expect(readConfig({ CHECKPOINT_ANCHOR: text }, []).gateLog).toEqual({ anchor });
  });

  it("has no anchor where nothing can be written", () => {
    expect(problemsOf({ CHECKPOINT_ANCHOR: "ftp://store.example.org/checkpoint" }, [])).toEqual([
      expect.stringMatching(/^CHECKPOINT_ANCHOR must be a file, or an address/),
    ]);
  });

  it("takes the key before the one in force, and refuses what is none", () => {
    const [now, before] = [createKeys(), createKeys()];
    const env = { ...complete, ...now, CHECKPOINT_KEY_PREVIOUS: before.CHECKPOINT_KEY };

    expect(readConfig(env, ALL).keys.previousCheckpointKey?.asymmetricKeyType).toBe("ed25519");
    expect(variablesOf({ ...env, CHECKPOINT_KEY_PREVIOUS: "none" })).toEqual(["CHECKPOINT_KEY_PREVIOUS"]);
  });
});

describe("mail", () => {
  const sending: Environment = { SMTP_URL: "smtp://mail.example.org", MAIL_FROM: "Training gate <gate@example.org>" };

  it("is not needed", () => {
    expect(readConfig({}, []).mail).toBeUndefined();
  });

  it("may go to several about the gate log, or to nobody", () => {
    const { mail } = readConfig({ ...sending, CHECKPOINT_MAIL_TO: "a@audit.example, b@audit.example" }, []);

    expect(mail?.checkpointTo).toEqual(["a@audit.example", "b@audit.example"]);
    expect(readConfig(sending, []).mail?.checkpointTo).toEqual([]);
  });

  it("needs a server and a sender together", () => {
    expect(variablesOf({ CHECKPOINT_MAIL_TO: "a@audit.example" }, [])).toEqual(["SMTP_URL", "MAIL_FROM"]);
    expect(variablesOf({ ...sending, SMTP_URL: "" }, [])).toEqual(["SMTP_URL"]);
    expect(variablesOf({ ...sending, MAIL_FROM: "" }, [])).toEqual(["MAIL_FROM"]);
  });

  it.each([
    ["SMTP_URL", "https://mail.example.org"],
    ["MAIL_FROM", "the gate"],
    ["MAIL_FROM", "Gate <gate@example.org> <other@example.org>"],
    ["CHECKPOINT_MAIL_TO", "a@audit.example;b@audit.example"],
    ["CHECKPOINT_MAIL_TO", "a@audit.example,"],
  ])("refuses %s=%s", (name, value) => {
    expect(variablesOf({ ...sending, [name]: value }, [])).toEqual([name]);
  });
});

describe("readEnvironment", () => {
  it("reads .env, and what the process was started with wins", () => {
    const started = Object.entries(process.env).find(([name, value]) => name === "PATH" && value);
    writeFileSync(join(folder, ".env"), "# a comment\nPATH=/from/the/file\nTRAINING_GATE_TEST='from the file'\n");

    const env = readEnvironment(folder);

    expect(env.TRAINING_GATE_TEST).toBe("from the file");
    expect(env.PATH).toBe(started?.[1]);
  });

  it("does without .env", () => {
    expect(readEnvironment(join(folder, "nowhere")).PATH).toBe(process.env.PATH);
  });
});
