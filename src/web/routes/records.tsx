import { Hono } from "hono";
import type { WebDeps } from "../deps.ts";
import type { SignedInEnv } from "../env.ts";
import { texts } from "../texts.ts";
import { CertificatePage } from "../views/certificate-page.tsx";
import { HistoryPage } from "../views/history-page.tsx";

/** What the viewer has done, for themself alone. Mounted before the modules of a course. */
export function recordRoutes({ learning, config: { baseUrl } }: Pick<WebDeps, "learning" | "config">) {
  return new Hono<SignedInEnv>()
    .get("/history", async (c) => {
      const items = await learning.history(c.var.viewer);
      return c.render(<HistoryPage items={items} />, { title: texts.learning.history.title });
    })
    .get("/courses/:course/certificate", async (c) => {
      const certificate = await learning.certificate(c.var.viewer, c.req.param("course"));
      if (!certificate) return c.notFound();
      return c.render(<CertificatePage certificate={certificate} baseUrl={baseUrl} />, {
        title: `${texts.learning.certificate.title}: ${certificate.course.title}`,
      });
    });
}
