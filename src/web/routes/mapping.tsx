import { Hono } from "hono";
import type { WebDeps } from "../deps.ts";
import type { SignedInEnv } from "../env.ts";
import { texts } from "../texts.ts";
import { ControlsPage } from "../views/controls-page.tsx";
import { RisksPage } from "../views/risks-page.tsx";

/** For everybody who is signed in: what the programme answers is no secret from those who take it. */
export function mappingRoutes({ mapping, curriculum }: WebDeps["taught"]) {
  return new Hono<SignedInEnv>()
    .get("/controls", (c) =>
      c.render(<ControlsPage mapping={mapping} curriculum={curriculum()} />, { title: texts.mapping.controls.title }),
    )
    .get("/risks", (c) =>
      c.render(<RisksPage mapping={mapping} curriculum={curriculum()} />, { title: texts.mapping.risks.title }),
    );
}
