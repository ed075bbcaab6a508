import { Hono } from "hono";
import { explainDecision } from "../../gate/explain.ts";
import type { WebDeps } from "../deps.ts";
import type { SignedInEnv } from "../env.ts";
import { texts } from "../texts.ts";
import { DecisionPage, ErasedDecisionPage } from "../views/decision-page.tsx";

/** Whom it does not concern gets the same 404 as for a decision that does not exist. */
export function decisionRoutes({ decisions, config: { githubUrl } }: Pick<WebDeps, "decisions" | "config">) {
  return new Hono<SignedInEnv>().get("/decisions/:decision", async (c) => {
    const page = await decisions.read(c.var.viewer, c.req.param("decision"));
    if (!page) return c.notFound();
    const { decision } = page;
    if (decision === null) {
      return c.render(<ErasedDecisionPage page={page} githubUrl={githubUrl} />, { title: texts.decision.title });
    }
    const explanation = explainDecision(decision, {
      course: (courseId) => `/courses/${courseId}`,
      decision: null,
      linkEmail: `${githubUrl}/settings/emails`,
    });
    return c.render(<DecisionPage page={{ ...page, decision }} explanation={explanation} githubUrl={githubUrl} />, {
      title: texts.decision.title,
    });
  });
}
