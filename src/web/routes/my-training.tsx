import { Hono } from "hono";
import type { Learning } from "../../pipeline/learning-port.ts";
import type { SignedInEnv } from "../env.ts";
import { texts } from "../texts.ts";
import { MyTrainingPage } from "../views/my-training-page.tsx";

export function myTrainingRoutes(learning: Learning) {
  return new Hono<SignedInEnv>().get("/", async (c) => {
    const training = await learning.myTraining(c.var.viewer);
    return c.render(<MyTrainingPage {...training} />, { title: texts.training.title });
  });
}
