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

/** The only way to the contents of a file. */
function read({ audit }: Desk, actor: string, file: CaseFile, via: string): string {
  const outcome = file.readers.includes(actor) ? "success" : "refused";
  audit.push({
    event: "file.read",
    outcome,
    actor,
    file: file.id,
    case: file.caseId,
    via,
  });
  if (outcome === "refused") throw new Forbidden();
  return file.body;
}

export function openFile(
  desk: Desk,
  actor: string,
  fileId: string,
): string | undefined {
  const file = desk.files.find(({ id }) => id === fileId);
  return file && read(desk, actor, file, "page");
}

export function exportCase(desk: Desk, actor: string, caseId: string): string[] {
  return desk.files
    .filter((file) => file.caseId === caseId && file.readers.includes(actor))
    .map((file) => read(desk, actor, file, "export"));
}
