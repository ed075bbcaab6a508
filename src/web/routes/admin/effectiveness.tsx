import { type Context, Hono } from "hono";
import { pageOf } from "../../../pipeline/admin/paged.ts";
import type { Effectiveness } from "../../../pipeline/effectiveness/port.ts";
import type { ItemStatistics } from "../../../programme/effectiveness/items.ts";
import type { WebDeps } from "../../deps.ts";
import { type AuditorEnv, findAudited } from "../../guards/auditing.ts";
import { requireReader } from "../../guards/roles.ts";
import { contains, type ListAsked, listAsked } from "../../list-asked.ts";
import { texts } from "../../texts.ts";
import { EffectivenessPage, ITEM_SHOWS, type ItemShow } from "../../views/admin/effectiveness-page.tsx";
import { csvAnswer } from "./csv-answer.ts";

const PATH = "/admin/effectiveness";
const CSV = [
  ...["course", "version", "question", "digest", "answers", "difficulty", "discrimination", "chosen", "flags"],
];

export function effectivenessRoutes(effectiveness: Effectiveness, { clock }: Pick<WebDeps, "clock">) {
  const read = (c: Context<AuditorEnv>) =>
    effectiveness.read({ org: c.var.reading.org, period: c.var.audited.period.instants });
  return new Hono<AuditorEnv>()
    .use(PATH, requireReader, findAudited(clock))
    .use(`${PATH}.csv`, requireReader, findAudited(clock))
    .get(PATH, async (c) => {
      const view = await read(c);
      const asked = listAsked(c, ITEM_SHOWS);
      const items = pageOf(narrowed(view.items, asked), asked.page);
      const page = <EffectivenessPage {...{ view, items, asked }} audited={c.var.audited} />;
      return c.render(page, { title: texts.effectiveness.title });
    })
    .get(`${PATH}.csv`, async (c) => {
      const items = narrowed((await read(c)).items, listAsked(c, ITEM_SHOWS));
      return csvAnswer(c, "questions.csv", CSV, [items.map(toRow)]);
    });
}

function narrowed(items: readonly ItemStatistics[], { search, show }: ListAsked<ItemShow>): readonly ItemStatistics[] {
  return items.filter(
    ({ course, question, told }) =>
      contains([`${course}/${question}`], search) && (show === null || (told?.flags.length ?? 0) > 0),
  );
}

function toRow({ course, version, question, digest, told }: ItemStatistics) {
  return {
    ...{ course, version, question, digest, answers: told?.attempts ?? null },
    difficulty: told ? Number(told.difficulty.toFixed(4)) : null,
    discrimination: told?.discrimination == null ? null : Number(told.discrimination.toFixed(4)),
    chosen: told?.chosen.map(String) ?? [],
    flags: [...(told?.flags ?? [])],
  };
}
