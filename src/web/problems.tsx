import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { GateError } from "../domain/errors.ts";
import type { WebLog } from "./deps.ts";
import type { WebEnv } from "./env.ts";
import { texts } from "./texts.ts";
import { ProblemPage } from "./views/problem-page.tsx";

export function renderNotFound(c: Context<WebEnv>) {
  c.status(404);
  return c.render(<ProblemPage {...texts.problem.notFound} next={{ url: "/" }} />, {
    title: texts.problem.notFound.title,
  });
}

/** What failed goes to the log; the page has a number to find it by and nothing else of it. */
export function createErrorPage(log: WebLog) {
  return (error: Error, c: Context<WebEnv>) => {
    const { problem } = texts;
    if (error instanceof HTTPException && error.status === 403) {
      return renderProblem(c, 403, problem.foreignForm);
    }
    const requestId = c.var.requestId;
    const busy = error instanceof GateError && error.remedy === "retry";
    log.error({ err: error, requestId, method: c.req.method, path: c.req.path }, "A page failed");
    return busy
      ? renderProblem(c, 503, { ...problem.busy, reference: requestId })
      : renderProblem(c, 500, { ...problem.failed, reference: requestId });
  };
}

function renderProblem(
  c: Context<WebEnv>,
  status: 403 | 500 | 503,
  problem: { readonly title: string; readonly text: string; readonly reference?: string },
) {
  c.status(status);
  return c.render(<ProblemPage {...problem} next={{ url: "/" }} />, { title: problem.title });
}
