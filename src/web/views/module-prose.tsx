import { raw } from "hono/html";
import { useRequestContext } from "hono/jsx-renderer";
import type { Course, Module } from "../../training/curriculum.ts";
import type { Block } from "../../training/markdown.ts";
import { isBox } from "../../training/organisation.ts";
import type { WebEnv } from "../env.ts";
import { OrganisationBox } from "./organisation-box.tsx";
import { PairOfCode } from "./pair.tsx";

interface TextProps {
  readonly course: Course;
  readonly module: Module;
}

/** The text of a module, with its pairs and the organisation's words where it has them put in. */
export function ModuleProse({ course, module }: TextProps) {
  const { writing } = useRequestContext<WebEnv>().var;
  return (
    <div class="prose">
      {writing.module(module, course.organisation).map((block) => (
        <Piece block={block} course={course} module={module} />
      ))}
    </div>
  );
}

function Piece({ block, course, module }: TextProps & { block: Block }) {
  if (block.kind === "html") return <>{raw(block.html)}</>;
  if (block.kind === "pair") {
    const pair = module.pairs.find(({ id }) => id === block.name);
    return pair ? <PairOfCode pair={pair} path={`/courses/${course.id}/${module.id}`} /> : null;
  }
  return isBox(block.name) ? <OrganisationBox box={block.name} organisation={course.organisation} /> : null;
}
