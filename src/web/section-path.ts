/** Where something is taught: the module's page, at the heading where it is known. */
export function pathOfSection(
  course: { readonly id: string },
  module: { readonly id: string },
  section: string | null,
): string {
  const page = `/courses/${course.id}/${module.id}`;
  return section === null ? page : `${page}#${section}`;
}
