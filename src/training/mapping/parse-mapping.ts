import { z } from "zod";
import { Address, Id, Line, Text } from "../content-schema.ts";
import type { Curriculum } from "../curriculum.ts";
import type { Report } from "../problem.ts";
import type { SourceFile } from "../source-file.ts";
import { checkShape, readYaml, type YamlSource } from "../yaml-source.ts";
import { type ContentRef, type Mapping, taughtBy, UNMAPPED } from "./mapping.ts";

/** At the top of the content's folder. */
export const CONTROLS_FILE = "controls.yml";
export const RISKS_FILE = "risks.yml";

const Ref = z
  .string()
  .regex(/^[a-z0-9-]+(?:\/[a-z0-9-]+)?$/, "must be a course, or a course and a module: course/module");
/** Longer texts may be folded over lines in YAML; what is shown is one paragraph. */
const Paragraph = Text.max(1000);

const ControlsFile = z.strictObject({
  frameworks: z.array(
    z.strictObject({
      id: Id,
      name: Line,
      url: Address,
      clauses: z
        .array(
          z.strictObject({
            ref: Line.max(40),
            title: Line,
            asks: Paragraph,
            supports: Paragraph,
            evidence: Paragraph,
            outside: Paragraph.optional(),
            content: z.array(Ref).default([]),
          }),
        )
        .min(1, "a framework has at least one clause"),
    }),
  ),
});

const RisksFile = z.strictObject({
  example: z.boolean().default(false),
  reviewed: z
    .strictObject({
      on: z.iso.date("must be a day, such as 2027-03-01").nullable().default(null),
      by: Line.nullable().default(null),
    })
    .default({ on: null, by: null }),
  risks: z.array(
    z.strictObject({
      id: Id,
      risk: Paragraph,
      modules: z.array(Ref).min(1, "a risk without a module is met by nothing that is taught"),
    }),
  ),
});

/** Both files are optional: without one nothing is mapped by it. References to what is not taught are problems. */
export function parseMapping(
  files: { readonly controls: SourceFile | undefined; readonly risks: SourceFile | undefined },
  curriculum: Curriculum,
  report: Report,
): Mapping {
  return {
    frameworks: files.controls ? parseControls(files.controls, curriculum, report) : UNMAPPED.frameworks,
    risks: files.risks ? parseRisks(files.risks, curriculum, report) : UNMAPPED.risks,
  };
}

function parseControls(file: SourceFile, curriculum: Curriculum, report: Report): Mapping["frameworks"] {
  const source = readYaml(file.shown, file.text, report);
  const said = source && checkShape(source, ControlsFile, source.value, report);
  if (!source || !said) return [];
  reportTwins(
    source,
    ["frameworks"],
    said.frameworks.map(({ id }) => id),
    report,
  );
  return said.frameworks.map((framework, at) => {
    const path = ["frameworks", at, "clauses"];
    reportTwins(
      source,
      path,
      framework.clauses.map(({ ref }) => ref),
      report,
    );
    const clauses = framework.clauses.map((clause, index) => ({
      ...clause,
      content: refsIn(clause.content, { source, path: [...path, index, "content"], curriculum, report }),
    }));
    return { ...framework, clauses };
  });
}

function parseRisks(file: SourceFile, curriculum: Curriculum, report: Report): Mapping["risks"] {
  const source = readYaml(file.shown, file.text, report);
  const said = source && checkShape(source, RisksFile, source.value, report);
  if (!source || !said) return UNMAPPED.risks;
  reportTwins(
    source,
    ["risks"],
    said.risks.map(({ id }) => id),
    report,
  );
  const risks = said.risks.map((risk, index) => ({
    ...risk,
    modules: refsIn(risk.modules, { source, path: ["risks", index, "modules"], curriculum, report }),
  }));
  return { ...said, risks };
}

interface Place {
  readonly source: YamlSource;
  readonly path: readonly (string | number)[];
  readonly curriculum: Curriculum;
  readonly report: Report;
}

function refsIn(texts: readonly string[], { source, path, curriculum, report }: Place): readonly ContentRef[] {
  return texts.map((text, index) => {
    const [course = "", module = null] = text.split("/");
    const ref = { course, module };
    if (taughtBy(ref, curriculum).length === 0) {
      const line = source.lineOf([...path, index]);
      report({
        file: source.file,
        line,
        message: `${text}: there is no such ${module === null ? "course" : "module"}`,
      });
    }
    return ref;
  });
}

function reportTwins(
  source: YamlSource,
  path: readonly (string | number)[],
  ids: readonly string[],
  report: Report,
): void {
  for (const [index, id] of ids.entries()) {
    if (ids.indexOf(id) === index) continue;
    report({ file: source.file, line: source.lineOf([...path, index]), message: `${id} stands twice` });
  }
}
