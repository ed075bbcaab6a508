import { readFileSync } from "node:fs";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import type { TrimmedApi, TrimmedOperation } from "../schema/trim-rest.ts";
import type { Route } from "./rest/route.ts";

export type Part = "path" | "query" | "body" | "response" | "graphql";

/** A call or an answer that GitHub's own description does not allow. */
export interface Violation {
  readonly operation: string;
  readonly part: Part;
  readonly problem: string;
}

export interface Checked {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const FILE = new URL("../schema/rest.json", import.meta.url);

const api = JSON.parse(readFileSync(FILE, "utf8")) as TrimmedApi;
const strict = createAjv(false);
/** Paths and queries are text, so `"3"` is a good integer there. */
const coercing = createAjv(true);
const compiled = new Map<string, ValidateFunction>();

function createAjv(coerceTypes: boolean): Ajv {
  const ajv = new Ajv({ strict: false, coerceTypes, validateSchema: false });
  (addFormats as unknown as (ajv: Ajv, formats: readonly string[]) => void)(ajv, ["date-time", "date", "uri"]);
  ajv.addSchema({ definitions: api.definitions }, "github");
  return ajv;
}

/** As a manifest writes them: there GitHub calls the address book of a person `emails`. */
export function permissionNames(): readonly string[] {
  const { properties } = api.definitions["app-permissions"] as { readonly properties: object };
  return [...Object.keys(properties).filter((name) => name !== "email_addresses"), "emails"];
}

function operationOf({ method, path }: Route): TrimmedOperation | undefined {
  return api.operations[`${method} ${path}`];
}

export function isDescribed(route: Route): boolean {
  return operationOf(route) !== undefined;
}

/** What is wrong with a request, by GitHub's OpenAPI description; compiled at the first call of each operation. */
export function requestProblems(route: Route, { path, query, body }: Checked): Violation[] {
  const operation = operationOf(route);
  const name = `${route.method} ${route.path}`;
  if (!operation) return [{ operation: name, part: "path", problem: "GitHub's description has no such operation" }];
  const problems = [
    ...check(coercing, `${name} path`, () => parametersSchema(operation, "path"), { ...path }).map((problem) => ({
      part: "path" as const,
      problem,
    })),
    ...check(coercing, `${name} query`, () => parametersSchema(operation, "query"), { ...query }).map((problem) => ({
      part: "query" as const,
      problem,
    })),
    ...bodyProblems(name, operation, body).map((problem) => ({ part: "body" as const, problem })),
  ];
  return problems.map((problem) => ({ operation: name, ...problem }));
}

function bodyProblems(name: string, { body: schema, bodyRequired }: TrimmedOperation, body: unknown): string[] {
  if (!schema) return body === undefined ? [] : ["this operation takes no body"];
  if (body === undefined) return bodyRequired ? ["a body is required"] : [];
  return check(strict, `${name} body`, () => closed(schema), body);
}

/** GitHub ignores what it does not know; a client that sends it believes otherwise, so it counts as a mistake. */
function closed(schema: Record<string, unknown>): Record<string, unknown> {
  return schema.properties && schema.additionalProperties === undefined && !schema.oneOf
    ? { ...schema, additionalProperties: false }
    : schema;
}

function parametersSchema({ parameters }: TrimmedOperation, where: "path" | "query"): Record<string, unknown> {
  const chosen = parameters.filter((parameter) => parameter.in === where);
  return {
    type: "object",
    properties: Object.fromEntries(chosen.map(({ name, schema }) => [name, schema])),
    required: chosen.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

/**
 * Here GitHub's description is wrong: it wants an installation's account to be a user and an enterprise at once
 * (`allOf` where the same object elsewhere has `anyOf`), which no answer of GitHub's is.
 */
const MISDESCRIBED = new Set(["GET /app/installations"]);

/** What is wrong with an answer of the stand-in itself; only statuses that GitHub describes with a schema are looked at. */
export function responseProblems(route: Route, status: number, body: unknown): Violation[] {
  const name = `${route.method} ${route.path}`;
  const schema = operationOf(route)?.responses[status];
  if (!schema || MISDESCRIBED.has(name)) return [];
  // Through text, since undefined keys and dates are something else on the wire.
  const problems = check(strict, `${name} ${status}`, () => schema, JSON.parse(JSON.stringify(body)));
  return problems.map((problem) => ({ operation: name, part: "response", problem: `${status}: ${problem}` }));
}

function check(ajv: Ajv, key: string, schema: () => object, value: unknown): string[] {
  const validate = compiled.get(key) ?? ajv.compile(schema());
  compiled.set(key, validate);
  return validate(value) ? [] : (validate.errors ?? []).map(inWords);
}

function inWords({ instancePath, message, params }: ErrorObject): string {
  const extra = "additionalProperty" in params ? ` (${String(params.additionalProperty)})` : "";
  return `${instancePath || "/"} ${message}${extra}`;
}
