import { type Context, Hono } from "hono";
import { orgId } from "../../domain/ids.ts";
import type { Acknowledged, PolicyReading, TrainingPolicyPage } from "../../pipeline/policy-documents/port.ts";
import { trainingPolicyPdf } from "../../programme/policy-document/pdf.ts";
import type { SignedInEnv } from "../env.ts";
import { readField } from "../guards/forms.tsx";
import { sendDownload } from "../stream.ts";
import { texts } from "../texts.ts";
import { PolicyChangesPage } from "../views/policy/changes-page.tsx";
import { PoliciesPage, type RefusedAcceptance } from "../views/policy/policies-page.tsx";
import { PolicyDocumentPage } from "../views/policy/policy-page.tsx";

const NUMBER = /^[1-9]\d{0,9}$/;

/** The training policy and all others, for everybody who belongs to the organisation. */
export function policyRoutes(policies: PolicyReading) {
  return (
    new Hono<SignedInEnv>()
      .get("/policy", async (c) => {
        const page = await pageAsked(c);
        return page
          ? c.render(<PolicyDocumentPage page={page} />, { title: texts.policies.training.title })
          : c.notFound();
      })
      .get("/policy.md", async (c) => {
        const page = await pageAsked(c);
        if (!page) return c.notFound();
        c.header("Content-Type", "text/markdown; charset=utf-8");
        c.header("Content-Disposition", `attachment; filename="${fileName(page, "md")}"`);
        return c.body(page.shown.markdown);
      })
      .get("/policy.pdf", async (c) => {
        const page = await pageAsked(c);
        if (!page) return c.notFound();
        const bytes = trainingPolicyPdf(page.shown);
        return sendDownload(c, { name: fileName(page, "pdf"), type: "application/pdf", bytes });
      })
      .get("/policy/changes", async (c) => {
        const [from, to] = [numberIn(c, "from"), numberIn(c, "to")];
        if (from === undefined || to === undefined) return c.notFound();
        const difference = await policies.difference(c.var.viewer, { org: c.req.query("org"), from, to });
        if (!difference) return c.notFound();
        return c.render(<PolicyChangesPage difference={difference} />, {
          title: texts.policies.changes.title(from, to),
        });
      })
      .get("/policies", (c) => showPolicies(c))
      .post("/policies/accept", async (c) => {
        const field = async (name: string) => (await readField(c, name)) ?? "";
        const sent = { policyId: await field("policy"), org: await field("org"), typedName: await field("typed_name") };
        const accepted = await policies.acknowledge(c.var.viewer, {
          ...sent,
          sha256: await field("sha256"),
          org: NUMBER.test(sent.org) ? orgId(Number(sent.org)) : null,
        });
        if (accepted.kind === "accepted" || accepted.kind === "already")
          return c.redirect(`/policies#policy-${encodeURIComponent(sent.policyId)}${sent.org}`, 303);
        return showPolicies(c, { ...sent, problem: problemOf(accepted) });
      })
      // Where a reload, or a sign-in in between, turns a form's address into a page's.
      .get("/policies/accept", (c) => c.redirect("/policies"))
  );

  async function pageAsked(c: Context<SignedInEnv>): Promise<TrainingPolicyPage | null> {
    const version = c.req.query("version");
    if (version !== undefined && !NUMBER.test(version)) return null;
    return policies.trainingPolicy(c.var.viewer, { org: c.req.query("org"), version: numberIn(c, "version") });
  }

  async function showPolicies(c: Context<SignedInEnv>, refused?: RefusedAcceptance) {
    if (refused) c.status(422);
    const own = await policies.policies(c.var.viewer);
    return c.render(<PoliciesPage policies={own} refused={refused} />, { title: texts.policies.own.title });
  }
}

function numberIn(c: Context, name: string): number | undefined {
  const text = c.req.query(name);
  return text !== undefined && NUMBER.test(text) ? Number(text) : undefined;
}

function fileName({ shown }: TrainingPolicyPage, extension: "md" | "pdf"): string {
  return `training-policy-v${shown.version}.${extension}`;
}

function problemOf(refused: Exclude<Acknowledged, { kind: "accepted" | "already" }>): string {
  switch (refused.kind) {
    case "changed":
      return texts.policies.own.changed;
    case "not-listed":
      return texts.policies.own.notListed;
    case "bad-name":
      return texts.attest.problems[refused.problem];
  }
}
