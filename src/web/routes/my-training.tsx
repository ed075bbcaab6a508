import { Hono } from "hono";
import { isWaiting } from "../../pipeline/policy-documents/reading.ts";
import type { WebDeps } from "../deps.ts";
import type { SignedInEnv } from "../env.ts";
import { mayRead } from "../guards/roles.ts";
import { texts } from "../texts.ts";
import { MyTrainingPage } from "../views/my-training-page.tsx";

type Deps = Pick<WebDeps, "learning" | "exceptions" | "policyDocuments" | "access" | "awareness">;

/** Of what was sent to somebody. */
const SHOWN = 3;

export function myTrainingRoutes({ learning, exceptions: { roles }, policyDocuments, access, awareness }: Deps) {
  return new Hono<SignedInEnv>().get("/", async (c) => {
    const { viewer } = c.var;
    const training = await learning.myTraining(viewer);
    const held = await roles.rolesOf(viewer.account.id);
    const policies = (await policyDocuments.policies(viewer)).filter(isWaiting).length;
    const holds = await access.waitingOf(viewer.account.person);
    const sent = await awareness.reading.sent(viewer.account.person, SHOWN);
    const may = { hasRole: held.length > 0, maySeeAudit: held.some(mayRead) };
    return c.render(<MyTrainingPage {...training} {...may} policies={policies} holds={holds} sent={sent} />, {
      title: texts.training.title,
    });
  });
}
