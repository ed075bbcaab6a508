import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { csrf } from "hono/csrf";
import { createMiddleware } from "hono/factory";
import { timingSafeEqual } from "hono/utils/buffer";
import type { WebEnv } from "../env.ts";
import { ROSTER_FILES, TOKEN_FIELD } from "../form-fields.ts";
import { texts } from "../texts.ts";
import { ProblemPage } from "../views/problem-page.tsx";

/** The largest form is a quiz: 25 questions take a few kilobytes. */
const LARGEST_FORM = 64 * 1024;
/** A roster of 100,000 people. */
const LARGEST_FILE = 20 * 1024 * 1024;

const FILE_FORMS: ReadonlySet<string> = new Set([ROSTER_FILES]);

/** Forms from other sites are refused by their origin, before anything is read. */
export function ownOriginOnly(baseUrl: string) {
  return csrf({ origin: new URL(baseUrl).origin });
}

const upTo = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: (c) => {
      c.status(413);
      return c.render(<ProblemPage {...texts.problem.tooLarge} next={{ url: "/" }} />, {
        title: texts.problem.tooLarge.title,
      });
    },
  });

const limitAnswers = upTo(LARGEST_FORM);
const limitFiles = upTo(LARGEST_FILE);

/** Files are only taken where a form asks for one. */
export const limitForms = createMiddleware<WebEnv>((c, next) =>
  FILE_FORMS.has(c.req.path) ? limitFiles(c, next) : limitAnswers(c, next),
);

/** Behind `requireViewer`: a form counts only with the token that its page gave to this very session. */
export const requireFormToken = createMiddleware<WebEnv>(async (c, next) => {
  if (c.req.method === "GET" || c.req.method === "HEAD") return next();
  const sent = await readField(c, TOKEN_FIELD);
  const { formToken } = c.var;
  if (formToken !== null && sent !== undefined && (await timingSafeEqual(sent, formToken))) return next();
  c.status(403);
  return c.render(<ProblemPage {...texts.problem.staleForm} next={{ url: c.req.path }} />, {
    title: texts.problem.staleForm.title,
  });
});

/** A field of the form that was sent; undefined if it is not there, or if this is no form. */
export async function readField(c: Context, name: string): Promise<string | undefined> {
  return (await readFields(c, name))[0];
}

async function readFields(c: Context, name: string): Promise<readonly string[]> {
  if (!isForm(c)) return [];
  const form = await c.req.formData();
  return form.getAll(name).filter((value) => typeof value === "string");
}

function isForm(c: Context): boolean {
  const type = c.req.header("content-type") ?? "";
  return (
    /^application\/x-www-form-urlencoded\b/i.test(type) ||
    (/^multipart\/form-data\b/i.test(type) && FILE_FORMS.has(c.req.path))
  );
}
