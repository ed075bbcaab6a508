import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, posix } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { importIn, readSources, type SourceText, textOf, visit } from "./support/sources.ts";

const ROOT = join(import.meta.dirname, "..");
const MAX_LINES = 300;

/** They hold the thinking and declare ports. */
const INNER = ["domain", "policy", "gate", "gatelog", "training", "roster", "programme", "evidence", "pipeline"];

/**
 * Who may import whom. The outer folders implement ports or call inward, and do not know each other; `app.ts` alone
 * joins them. A folder or file of `src/` that is not in the table has no place yet.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  policy: ["domain"],
  gatelog: ["domain"],
  training: ["domain"],
  // How dates and maps of files are read is one thing for all files of other systems.
  roster: ["domain", "training"],
  // The training policy is written of what is enforced, and of what is taught.
  programme: ["domain", "policy", "training"],
  gate: ["domain", "policy", "training"],
  evidence: ["domain", "policy", "gate", "gatelog", "training", "programme"],
  pipeline: INNER,

  github: INNER,
  webhook: ["domain", "pipeline"],
  db: INNER,
  queue: [...INNER, "db"],
  timestamp: ["domain", "pipeline"],
  mail: ["domain", "pipeline"],
  web: INNER,
  // Files of other systems come in by the command line and by the pages.
  csv: ["training"],
  cli: [...INNER, "app.ts", "config.ts", "keys.ts", "log.ts", "csv"],

  "config.ts": ["domain"],
  "keys.ts": ["config.ts", "domain"],
  "anchor.ts": ["config.ts", "domain", "pipeline"],
  "hook-sender.ts": ["pipeline"],
  "log.ts": ["config.ts"],
  "metrics.ts": ["domain"],
  "files.ts": ["config.ts", "domain", "gate", "policy", "programme", "training"],
  "http.ts": [],
  "app.ts": [
    ...INNER,
    "github",
    "webhook",
    "db",
    "queue",
    "timestamp",
    "mail",
    "csv",
    "web",
    "config.ts",
    "keys.ts",
    "log.ts",
    "metrics.ts",
    "files.ts",
    "http.ts",
    "anchor.ts",
    "hook-sender.ts",
  ],
  "main.ts": ["app.ts", "cli"],
};

/** Where a package may be named: elsewhere we speak our own words, so that it can be replaced at one place. */
const NAMED_IN: Readonly<Record<string, readonly string[]>> = {
  probot: ["github", "webhook", "app.ts"],
  "@octokit/*": ["github", "webhook", "app.ts"],
  bottleneck: ["github"],
  "@prisma/*": ["db"],
  pg: ["db"],
  "pg-copy-streams": ["db"],
  "pg-boss": ["queue"],
  hono: ["web", "app.ts"],
  "@hono/*": ["web", "app.ts"],
  zod: [
    ...["config.ts", "policy", "gatelog", "training", "webhook", "github", "db", "queue", "web", "pipeline", "roster"],
    "programme",
  ],
  yaml: ["policy", "training"],
  picomatch: ["policy"],
  canonicalize: ["domain"],
  "markdown-it": ["training"],
  shiki: ["web"],
  pino: ["log.ts", "app.ts", "db", "queue", "webhook", "github"],
  "prom-client": ["metrics.ts"],
  commander: ["cli"],
  pkijs: ["timestamp"],
  asn1js: ["timestamp"],
  nodemailer: ["mail"],
  "csv-parse": ["csv", "cli"],
  "csv-stringify": ["evidence"],
  pdfkit: ["evidence", "programme"],
  "@observablehq/plot": ["web"],
  linkedom: ["web"],
  yazl: ["web"],
};

/** Of Node's own modules, what inner folders may use; outer ones are free. Only `training` reads files, in its loader. */
const BUILTINS: Readonly<Record<string, readonly string[]>> = {
  domain: ["node:crypto"],
  policy: [],
  gate: [],
  gatelog: ["node:crypto"],
  training: ["node:crypto", "node:fs", "node:path"],
  roster: [],
  programme: ["node:crypto"],
  evidence: ["node:crypto"],
  pipeline: ["node:crypto"],
};

/** A decision is made at once, or it could not be made again from what was kept. */
const SYNCHRONOUS = ["domain", "policy", "gate", "gatelog"];

/** Everything that a file does against the tables, a line for each. */
function violationsIn({ path, text }: SourceText): readonly string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const report = (problem: string) => found.push(`src/${path}: ${problem}`);
  if (!Object.hasOwn(MAY_IMPORT, placeOf(path))) report(`${placeOf(path)} has no place in the table`);
  const lines = text.trimEnd().split("\n").length;
  if (lines > MAX_LINES) report(`${lines} lines, over ${MAX_LINES}`);
  visit(source, (node) => {
    const imported = importIn(node);
    const problem = imported === undefined ? misuseOf(node, placeOf(path)) : misimport(imported, path);
    if (problem !== undefined) report(problem);
  });
  return found;
}

/** The folder, or the file that stands beside the folders: `config/` is what `config.ts` grew into, and so on. */
function placeOf(path: string): string {
  const first = path.split("/")[0] ?? "";
  return ["app", "config", "keys"].includes(first) ? `${first}.ts` : first;
}

function misimport(imported: string, path: string): string | undefined {
  const place = placeOf(path);
  if (imported.startsWith(".")) {
    const target = placeOf(posix.normalize(posix.join(posix.dirname(path), imported)));
    const isAllowed = target === place || MAY_IMPORT[place]?.includes(target);
    return isAllowed ? undefined : `${place} may not import ${imported}`;
  }
  const name = packageOf(imported);
  if (builtinModules.includes(name.replace(/^node:/, ""))) {
    const isAllowed = BUILTINS[place]?.includes(name) ?? !INNER.includes(place);
    return isAllowed ? undefined : `${place} may not use ${imported}`;
  }
  const places = NAMED_IN[name] ?? NAMED_IN[name.replace(/\/.*/, "/*")];
  if (places === undefined) return `${imported} has no place in the table of packages`;
  return places.includes(place) ? undefined : `${imported} may be named only in ${places.join(", ")}`;
}

function packageOf(imported: string): string {
  const steps = imported.split("/");
  return steps.slice(0, imported.startsWith("@") ? 2 : 1).join("/");
}

function misuseOf(node: ts.Node, place: string): string | undefined {
  if (place !== "config.ts" && isMember(node, "process", "env")) return "process.env is read in config.ts alone";
  if (place !== "app.ts" && isClockOrChance(node)) return `${node.getText()}: only app.ts may ask; take a Clock`;
  if (SYNCHRONOUS.includes(place) && isAsynchronous(node, place)) return `${place} does not wait: ${node.getText()}`;
  return undefined;
}

function isMember(node: ts.Node, object: string, member: string): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.expression.getText() === object && node.name.text === member;
  if (ts.isElementAccessExpression(node))
    return node.expression.getText() === object && textOf(node.argumentExpression) === member;
  // `const { env } = process`
  if (!ts.isVariableDeclaration(node) || !ts.isObjectBindingPattern(node.name)) return false;
  return (
    node.initializer?.getText() === object &&
    node.name.elements.some(({ name, propertyName }) => (propertyName ?? name).getText() === member)
  );
}

function isClockOrChance(node: ts.Node): boolean {
  if (isMember(node, "Date", "now") || isMember(node, "Math", "random")) return true;
  return ts.isNewExpression(node) && node.expression.getText() === "Date" && (node.arguments ?? []).length === 0;
}

/** The ports in `domain` promise things; nothing there does them. */
function isAsynchronous(node: ts.Node, place: string): boolean {
  if (node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node)) return true;
  if (!ts.isIdentifier(node) || node.text !== "Promise") return false;
  return place !== "domain" || !ts.isTypeReferenceNode(node.parent);
}

describe("the house", () => {
  const sources = readSources();

  it("keeps to its tables", () => {
    expect(sources.flatMap(violationsIn)).toEqual([]);
  });

  it("is read whole", () => {
    const places = new Set(sources.map(({ path }) => placeOf(path)));

    expect([...places]).toEqual(expect.arrayContaining(["domain", "gate", "pipeline", "db", "web", "app.ts"]));
  });

  it("runs on what an installed package brings: no tool of development is named in it", () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    const imports = sources.flatMap(({ path, text }) =>
      ts.preProcessFile(text).importedFiles.map(({ fileName }) => ({ path, fileName })),
    );
    const packages = imports.filter(({ fileName }) => !/^(?:\.|node:)/.test(fileName));

    expect(packages.filter(({ fileName }) => !Object.hasOwn(dependencies, packageOf(fileName)))).toEqual([]);
  });
});

describe("the tables", () => {
  it.each([
    ["gate/decide.ts", 'import { Hono } from "hono";', "hono may be named only in web, app.ts"],
    ["gate/decide.ts", 'import { gather } from "../pipeline/gather.ts";', "gate may not import ../pipeline/gather.ts"],
    [
      "domain/ids.ts",
      'export type { Policy } from "../policy/policy.ts";',
      "domain may not import ../policy/policy.ts",
    ],
    ["web/routes/a.tsx", 'import type { Db } from "../../db/client.ts";', "web may not import ../../db/client.ts"],
    ["web/a.ts", 'const a = await import("../queue/boss.ts");', "web may not import ../queue/boss.ts"],
    ["cli/a.ts", 'type A = import("../db/client.ts").Db;', "cli may not import ../db/client.ts"],
    ["webhook/a.ts", 'import { a } from "../queue/boss.ts";', "webhook may not import ../queue/boss.ts"],
    ["pipeline/a.ts", 'import { Octokit } from "@octokit/rest";', "@octokit/rest may be named only in"],
    ["web/a.ts", 'import { Prisma } from "@prisma/client";', "@prisma/client may be named only in db"],
    ["gate/a.ts", 'import { readFile } from "node:fs/promises";', "gate may not use node:fs/promises"],
    ["pipeline/a.ts", 'import { request } from "node:http";', "pipeline may not use node:http"],
    ["web/a.ts", 'import leftPad from "left-pad";', "left-pad has no place in the table of packages"],
    ["helpers/a.ts", "", "helpers has no place in the table"],
    ["db/a.ts", "const url = process.env.DATABASE_URL;", "process.env is read in config.ts alone"],
    ["db/a.ts", "const { env } = process;", "process.env is read in config.ts alone"],
    ["pipeline/a.ts", "const now = new Date();", "new Date(): only app.ts may ask"],
    ["pipeline/a.ts", "const now = Date.now();", "Date.now: only app.ts may ask"],
    ["training/a.ts", "const dice = Math.random();", "Math.random: only app.ts may ask"],
    ["gate/a.ts", "export async function a() {}", "gate does not wait: async"],
    ["policy/a.ts", "type A = Promise<string>;", "policy does not wait: Promise"],
    ["domain/a.ts", "const a = Promise.resolve(1);", "domain does not wait: Promise"],
  ])("refuse %s with %j", (path, text, problem) => {
    expect(violationsIn({ path, text })).toEqual([expect.stringContaining(`src/${path}: ${problem}`)]);
  });

  it("refuse a file that nobody reads to its end", () => {
    const text = "// line\n".repeat(MAX_LINES + 1);

    expect(violationsIn({ path: "web/a.ts", text })).toEqual(["src/web/a.ts: 301 lines, over 300"]);
  });

  it.each([
    ["config.ts", "export const env = process.env;"],
    ["app.ts", 'import { createWeb } from "./web/create-web.tsx"; const clock = () => new Date();'],
    ["domain/stores/a.ts", "export interface Store { find(): Promise<string | null> }"],
    ["pipeline/a.ts", "const day = new Date(0); export async function a() { await b(); }"],
    ["queue/a.ts", 'import type { Db } from "../db/client.ts"; import { PgBoss } from "pg-boss";'],
    ["web/a.tsx", 'import { html } from "hono/html"; import { join } from "node:path";'],
  ])("let %s do %j", (path, text) => {
    expect(violationsIn({ path, text })).toEqual([]);
  });
});
