import { type Curriculum, findCourse } from "../training/curriculum.ts";

/** What a course is called as it is in force now; of one that is not there any more the id. */
export type TitleOf = (course: string) => string;

export function courseTitles(curriculum: () => Curriculum): TitleOf {
  return (course) => findCourse(curriculum(), course)?.title ?? course;
}
