import { Hono } from "hono";
import type { Learning } from "../../pipeline/learning-port.ts";
import type { Roles } from "../../pipeline/roles.ts";
import type { SignedInEnv } from "../env.ts";
import { mayRead } from "../guards/roles.ts";
import { texts } from "../texts.ts";
import { MyTrainingPage } from "../views/my-training-page.tsx";

export function myTrainingRoutes(learning: Learning, roles: Roles) {
  return new Hono<SignedInEnv>().get("/", async (c) => {
    const training = await learning.myTraining(c.var.viewer);
    const held = await roles.rolesOf(c.var.viewer.account.id);
    const page = <MyTrainingPage {...training} hasRole={held.length > 0} maySeeAudit={held.some(mayRead)} />;
    return c.render(page, { title: texts.training.title });
  });
}
