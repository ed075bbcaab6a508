import type { CourseCard } from "../../pipeline/learning/port.ts";
import { texts } from "../texts.ts";
import { Day } from "./time.tsx";

/** How long there is for a course, in a sentence; nothing where it is asked for now, or not at all. */
export function TimeText({ card: { by, later, required } }: { card: CourseCard }) {
  if (later && required) return <p class="small muted">{texts.learning.later}</p>;
  if (by === null) return null;
  return (
    <p class="small">
      {texts.learning.byBefore}
      <Day at={by} />
      {texts.learning.byAfter}
    </p>
  );
}
