import { type Curriculum, listCourses } from "../../training/curriculum.ts";
import {
  type Clause,
  type ContentRef,
  clausesOf,
  type Framework,
  type Mapping,
  taughtBy,
} from "../../training/mapping/mapping.ts";
import { texts } from "../texts.ts";
import { Page } from "./layout.tsx";
import { ScrollTable } from "./scroll-table.tsx";
import { ModuleLink } from "./taught.tsx";

interface ControlsProps {
  readonly mapping: Mapping;
  readonly curriculum: Curriculum;
}

const t = texts.mapping.controls;

export function ControlsPage({ mapping, curriculum }: ControlsProps) {
  return (
    <Page wide>
      <h1>{t.title}</h1>
      <p class="lead">{t.intro}</p>
      <p>
        <a href="/risks">{t.toRisks}</a>
      </p>
      {mapping.frameworks.length === 0 && <p>{t.none}</p>}
      {mapping.frameworks.map((framework) => (
        <FrameworkPart framework={framework} curriculum={curriculum} />
      ))}
      <h2>{t.modules}</h2>
      <p>{t.modulesIntro}</p>
      <ScrollTable name={t.modules} columns={t.moduleColumns}>
        {listCourses(curriculum).flatMap((course) =>
          course.modules.map((module) => (
            <tr>
              <th scope="row">
                <ModuleLink taught={{ course, module }} />
              </th>
              <td>{module.category ?? ""}</td>
              <td>{module.cwe.join(", ")}</td>
              <td>
                {clausesOf(mapping, { course: course.id, module: module.id })
                  .map(({ clause }) => clause.ref)
                  .join(", ")}
              </td>
            </tr>
          )),
        )}
      </ScrollTable>
    </Page>
  );
}

function FrameworkPart({ framework, curriculum }: { framework: Framework; curriculum: Curriculum }) {
  const { id, name, url, clauses } = framework;
  return (
    <section aria-labelledby={`framework-${id}`}>
      <h2 id={`framework-${id}`}>
        <a href={url} rel="noopener noreferrer">
          {name}
        </a>
      </h2>
      <ScrollTable name={name} columns={t.columns}>
        {clauses.map((clause) => (
          <ClauseRow clause={clause} curriculum={curriculum} />
        ))}
      </ScrollTable>
    </section>
  );
}

function ClauseRow({ clause, curriculum }: { clause: Clause; curriculum: Curriculum }) {
  const { ref, title, asks, supports, evidence, content } = clause;
  return (
    <tr>
      <th scope="row">
        {ref}
        <br />
        <span class="small muted">{title}</span>
      </th>
      <td>{asks}</td>
      <td>{supports}</td>
      <td>{evidence}</td>
      <td>
        {content.length === 0 ? (
          t.gateOnly
        ) : (
          <ul>
            {content.map((one) => (
              <Reference content={one} curriculum={curriculum} />
            ))}
          </ul>
        )}
      </td>
    </tr>
  );
}

function Reference({ content, curriculum }: { content: ContentRef; curriculum: Curriculum }) {
  const [first] = taughtBy(content, curriculum);
  // Not in force yet, or any more: whoever keeps the content is told by `content check`.
  if (!first) return null;
  return (
    <li>
      {content.module === null ? (
        <a href={`/courses/${first.course.id}`}>{t.wholeCourse(first.course.title)}</a>
      ) : (
        <ModuleLink taught={first} />
      )}
    </li>
  );
}
