import { type Context, Hono } from "hono";
import { csvHeading, csvLines } from "../../../evidence/csv.ts";
import type { Effectiveness } from "../../../pipeline/effectiveness/port.ts";
import type { ItemStatistics } from "../../../programme/effectiveness/items.ts";
import type { WebDeps } from "../../deps.ts";
import { type AuditorEnv, findAudited } from "../../guards/auditing.ts";
import { requireReader } from "../../guards/roles.ts";
import { texts } from "../../texts.ts";
import { EffectivenessPage } from "../../views/admin/effectiveness-page.tsx";

const PATH = "/admin/effectiveness";
const COLUMNS = [
  "course",
  "version",
  "question",
  "digest",
  "answers",
  "difficulty",
  "discrimination",
  "chosen",
  "flags",
].map((name) => ({ name, means: name }));

export function effectivenessRoutes(effectiveness: Effectiveness, { clock }: Pick<WebDeps, "clock">) {
  const read = (c: Context<AuditorEnv>) =>
    effectiveness.read({ org: c.var.reading.org, period: c.var.audited.period.instants });
  return new Hono<AuditorEnv>()
    .use(PATH, requireReader, findAudited(clock))
    .use(`${PATH}.csv`, requireReader, findAudited(clock))
    .get(PATH, async (c) => {
      const view = await read(c);
      const asked = askedIn(c);
      const page = (
        <EffectivenessPage view={view} items={chosen(view.items, asked)} {...asked} audited={c.var.audited} />
      );
      return c.render(page, { title: texts.effectiveness.title });
    })
    .get(`${PATH}.csv`, async (c) => {
      const items = chosen((await read(c)).items, askedIn(c));
      c.header("Content-Type", "text/csv; charset=utf-8");
      c.header("Content-Disposition", 'attachment; filename="questions.csv"');
      return c.body(csvHeading(COLUMNS) + csvLines(COLUMNS, items.map(toRow)));
    });
}

interface Asked {
  readonly search: string;
  readonly flagged: boolean;
}

function askedIn(c: Context<AuditorEnv>): Asked {
  return { search: c.req.query("search")?.trim() ?? "", flagged: c.req.query("show") === "flagged" };
}

function chosen(items: readonly ItemStatistics[], { search, flagged }: Asked): readonly ItemStatistics[] {
  const wanted = search.toLowerCase();
  return items.filter(
    ({ course, question, told }) =>
      `${course}/${question}`.toLowerCase().includes(wanted) && (!flagged || (told?.flags.length ?? 0) > 0),
  );
}

function toRow({ course, version, question, digest, told }: ItemStatistics) {
  return {
    ...{ course, version, question, digest, answers: told?.attempts ?? null },
    difficulty: told ? Number(told.difficulty.toFixed(4)) : null,
    discrimination: told?.discrimination == null ? null : Number(told.discrimination.toFixed(4)),
    chosen: told?.chosen.map(String) ?? [],
    flags: told?.flags ?? [],
  };
}
