import { type Context, Hono } from "hono";
import { redoSample, type SampleAsk, sampleProblem } from "../../../evidence/sample.ts";
import type { Auditing } from "../../../pipeline/auditor/port.ts";
import type { AuditorEnv } from "../../guards/auditing.ts";
import { sendDownload } from "../../stream.ts";
import { texts } from "../../texts.ts";
import { type SampleForm, SamplePage, type SampleProps } from "../../views/auditor/sample-page.tsx";
import { zipOf } from "../../zip.ts";

const PATH = "/auditor/sample";
const USUAL = "25";

/** The sample builder: all of a sample stands in its address, so that it can be drawn again from there. */
export function sampleRoutes(auditing: Auditing) {
  const pages = new Hono<AuditorEnv>().get(PATH, async (c) => {
    const { audited } = c.var;
    const reports = await auditing.listReports(c.var.reading.org);
    const form = formIn(c, reports[0]?.id ?? "");
    const isAsked = c.req.query("seed") !== undefined;
    const ask = { n: Number(form.n), seed: form.seed };
    const problem = isAsked ? sampleProblem(ask) : null;
    const drawn = isAsked && problem === null ? await draw(c, form.report, ask) : null;
    if (problem !== null) c.status(422);
    const page = <SamplePage reports={reports} form={form} problem={problem} drawn={drawn} audited={audited} />;
    return c.render(page, { title: texts.auditor.sample.title });
  });
  return pages.get(`${PATH}.zip`, async (c) => {
    const { audited, reading, viewer } = c.var;
    const { report, ...form } = formIn(c, "");
    const ask = { n: Number(form.n), seed: form.seed };
    if (sampleProblem(ask) !== null) return c.notFound();
    const scope = { org: reading.org, period: audited.period.instants };
    const pack = await auditing.samplePack(scope, report, ask, viewer.account);
    if (!pack) return c.notFound();
    return sendDownload(c, { name: pack.name, type: "application/zip", bytes: zipOf(pack.files, audited.now) });
  });

  async function draw(c: Context<AuditorEnv>, report: string, ask: SampleAsk): Promise<SampleProps["drawn"]> {
    const { audited, reading } = c.var;
    const view = await auditing.sample({ org: reading.org, period: audited.period.instants }, report, ask);
    if (!view) return null;
    const redo = redoSample(view.file, ask);
    return { ...view, redo, checkpoint: await auditing.checkpoint() };
  }
}

function formIn(c: Context, first: string): SampleForm {
  const { report = first, n = USUAL, seed = "" } = c.req.query();
  return { report, n: n.trim(), seed: seed.trim() };
}
