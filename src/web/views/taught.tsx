import type { TaughtModule } from "../../training/mapping/mapping.ts";

/** A module, by its title and its course's. */
export function ModuleLink({ taught: { course, module } }: { taught: TaughtModule }) {
  return (
    <>
      <a href={`/courses/${course.id}/${module.id}`}>{module.title}</a> <span class="small muted">{course.title}</span>
    </>
  );
}
