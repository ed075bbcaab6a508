export interface CaseFile {
  readonly id: string;
  readonly caseId: string;
  readonly body: string;
  readonly readers: readonly string[];
}
export interface Desk {
  readonly files: readonly CaseFile[];
  readonly audit: Record<string, string>[];
}
export class Forbidden extends Error {}

export function openFile(
  desk: Desk,
  actor: string,
  fileId: string,
): string | undefined {
  const file = desk.files.find(({ id }) => id === fileId);
  if (!file) return undefined;
  if (!file.readers.includes(actor)) throw new Forbidden();
  desk.audit.push({ event: "file.viewed", actor, file: fileId });
  return file.body;
}

export function exportCase(desk: Desk, actor: string, caseId: string): string[] {
  const files = desk.files.filter(
    (file) => file.caseId === caseId && file.readers.includes(actor),
  );
  desk.audit.push({ event: "case.exported", actor, case: caseId });
  return files.map(({ body }) => body);
}
