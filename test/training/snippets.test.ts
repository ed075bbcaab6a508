import { join } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { listCourses } from "../../src/training/curriculum.ts";
import { loadCurriculum } from "../../src/training/load.ts";
import { formatProblem } from "../../src/training/problem.ts";

/** What snippets use of real packages. Those that are not installed here are declared as far as they are used. */
const REAL = `
  declare type Env = { Variables: Record<string, any> };
  declare const Hono: typeof import("hono").Hono;
  declare const app: import("hono").Hono<Env>;
  declare const c: import("hono").Context<Env>;
  declare const HTTPException: typeof import("hono/http-exception").HTTPException;
  declare const cors: typeof import("hono/cors").cors;
  declare const getCookie: typeof import("hono/cookie").getCookie;
  declare const setCookie: typeof import("hono/cookie").setCookie;
  declare const deleteCookie: typeof import("hono/cookie").deleteCookie;
  declare const z: typeof import("zod").z;
  declare const pino: typeof import("pino").pino;
  declare const log: import("pino").Logger;
  declare const logins: import("prom-client").Counter;
  declare type Pool = import("pg").Pool;
  declare const pool: Pool;
  declare const path: typeof import("node:path");
  declare const https: typeof import("node:https");
  declare const readFile: typeof import("node:fs/promises").readFile;
  declare const execFileSync: typeof import("node:child_process").execFileSync;
  declare const createHash: typeof import("node:crypto").createHash;
  declare const createHmac: typeof import("node:crypto").createHmac;
  declare const createCipheriv: typeof import("node:crypto").createCipheriv;
  declare const createDecipheriv: typeof import("node:crypto").createDecipheriv;
  declare const randomBytes: typeof import("node:crypto").randomBytes;
  declare const argon2: typeof import("argon2");
  declare const hash: typeof import("argon2").hash;
  declare const verify: typeof import("argon2").verify;
  declare const jwtVerify: typeof import("jose").jwtVerify;

  declare module "argon2" {
    export function hash(password: string): Promise<string>;
    export function verify(digest: string, password: string): Promise<boolean>;
  }
  declare module "jose" {
    interface Claims { readonly sub?: string; readonly exp?: number }
    interface Keys { readonly remote: true }
    interface Checks { issuer?: string; audience?: string; algorithms?: string[]; requiredClaims?: string[] }
    export function decodeJwt(token: string): Claims;
    export function createRemoteJWKSet(url: URL): Keys;
    export function jwtVerify(token: string, keys: Keys, checks: Checks): Promise<{ payload: Claims }>;
  }
`;

/** Names of the applications that snippets are taken from. Any use of them is right; a misspelt one is not. */
const IMAGINED = `
  Cart Checkout Doc FileRef Forgot Invite LinkQuery LoginForm LogoRequest NoteBody PayBody PaymentEvent RoleChange Rule
  SearchForm Session Submit User
  NeedsApproval PolicyUnavailable Refused RevokeFailed SoldOut Unauthorized
  EXPORTS KEY LOG_FILE POLICY_URL flags key keys secret webhookSecret decoyHash
  attempts audit axios db documents failures loans locks mail orders payments policy queue router store users
  addCredit authenticate cents centsOn clientAddress createNote createOrder credit customersCsv epochSeconds escapeHtml exec
  exportAll giftCard inMinutes inTransaction isAdmin isMember keyedHash list listUsers loadPerson markPaid markPaidOnce
  mayRead me now patchNote payOut post priceOf publishRelease query recommend records requireAdmin requireLogin
  requireMember requireRole save seatsLeft sendShared sha1 sha256 signedInUser startSession summarise writeReport
  ana ann as ben body box charge code comment customerId email form id item next password quantity refund req res
  session sessionId showId sku sort token user userId wanted attempt
  expect it pay test
`;

const COMPILER: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  types: ["node"],
  strict: true,
  noImplicitAny: false, // callbacks handed to an imagined function
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
};

// A piece of a handler may return.
const RETURN_OUTSIDE_FUNCTION = 1108;

/** What is left out of a snippet is one application here. The other courses quote a hundred, each as far as it matters. */
const OF_ONE_APPLICATION = "owasp-top-10-2025";

interface Snippet {
  readonly course: string;
  readonly where: string;
  readonly language: string;
  readonly code: string;
}

async function snippetsOfContent(): Promise<readonly Snippet[]> {
  const loaded = await loadCurriculum({ folders: ["content"] });
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join("\n"));
  return listCourses(loaded.curriculum).flatMap(({ id: course, modules }) =>
    modules.flatMap(({ id, markdown, questions }) => [
      ...snippetsOf(course, id, markdown),
      ...questions.flatMap((question) => snippetsOf(course, question.id, question.text)),
    ]),
  );
}

function snippetsOf(course: string, where: string, markdown: string): readonly Snippet[] {
  return [...markdown.matchAll(/^```(ts|tsx|js)\n(.*?)^```$/gms)].map(([, language = "", code = ""], index) => ({
    course,
    where: `${where}-${index + 1}`,
    language,
    code,
  }));
}

/** What no reading of the code could make sense of. */
function misspelt({ where, language, code }: Snippet): readonly string[] {
  const { diagnostics = [] } = ts.transpileModule(code, {
    compilerOptions: COMPILER,
    fileName: `${where}.${language}`,
    reportDiagnostics: true,
  });
  return diagnostics.filter((fault) => fault.code !== RETURN_OUTSIDE_FUNCTION).map(describeFault);
}

/** The faults that the compiler finds, as `where:line message`. */
function compile(snippets: readonly Snippet[]): readonly string[] {
  const texts = new Map(snippets.map(({ where, code }) => [join(import.meta.dirname, `${where}.ts`), code]));
  const world = join(import.meta.dirname, "world.d.ts");
  const imagined = IMAGINED.split(/\s+/).filter(Boolean);
  texts.set(world, REAL + imagined.map((name) => `declare const ${name}: any; declare type ${name} = any;`).join("\n"));
  const files = ts.createCompilerHost(COMPILER);
  const host: ts.CompilerHost = {
    ...files,
    fileExists: (path) => texts.has(path) || files.fileExists(path),
    readFile: (path) => texts.get(path) ?? files.readFile(path),
    getSourceFile: (path, options) => {
      const text = texts.get(path);
      return text === undefined ? files.getSourceFile(path, options) : ts.createSourceFile(path, text, options);
    },
  };
  const program = ts.createProgram([...texts.keys()], COMPILER, host);
  return [...texts.keys()]
    .map((path) => program.getSourceFile(path)!)
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .filter(({ code }) => code !== RETURN_OUTSIDE_FUNCTION)
    .map(describeFault);
}

function describeFault({ file, start = 0, code, messageText }: ts.Diagnostic): string {
  const name = file?.fileName.split("/").at(-1);
  const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
  return `${name}:${line} TS${code} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
}

describe("the TypeScript in the content", () => {
  let snippets: readonly Snippet[];
  beforeAll(async () => {
    snippets = await snippetsOfContent();
  });

  it("can be read by the compiler, the wrong examples included, and a slip of the pen could not", () => {
    const slip = { course: "", where: "slip", language: "ts", code: "if (a { b(); }" };

    expect(snippets.length).toBeGreaterThan(0);
    expect([...snippets, slip].flatMap(misspelt)).toEqual(["slip.ts:1 TS1005 ')' expected."]);
  });

  it("uses only names that there are, in the course whose snippets belong together", () => {
    const unknown = { course: "", where: "unknown", language: "ts", code: "no.such(name);" };
    const together = snippets.filter(({ course, language }) => course === OF_ONE_APPLICATION && language === "ts");

    expect(together.length).toBeGreaterThan(0);
    expect(compile([...together, unknown])).toEqual(["unknown.ts:1 TS2304 Cannot find name 'no'."]);
  });
});
