import type { Course } from "../../training/curriculum.ts";
import { texts } from "../texts.ts";

/** The way up: to the course of this page. */
export function Breadcrumb({ course }: { course: Pick<Course, "id" | "title"> }) {
  return (
    <nav class="breadcrumb" aria-label={texts.course.breadcrumb}>
      <a href={`/courses/${course.id}`}>{course.title}</a>
    </nav>
  );
}
