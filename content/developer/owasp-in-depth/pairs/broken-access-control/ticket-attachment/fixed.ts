export interface Caller {
  readonly orgId: string;
}
export interface Store {
  readonly tickets: Map<string, { orgId: string; fileIds: string[] }>;
  readonly files: Map<string, { orgId: string; content: string }>;
}

function owned<T extends { orgId: string }>(
  caller: Caller,
  rows: Map<string, T>,
  id: string,
): T {
  const row = rows.get(id);
  if (row?.orgId !== caller.orgId) throw new Error("Not found");
  return row;
}

export function attach(
  caller: Caller,
  store: Store,
  ticketId: string,
  fileId: string,
): void {
  const ticket = owned(caller, store.tickets, ticketId);
  owned(caller, store.files, fileId);
  ticket.fileIds.push(fileId);
}

export function download(
  caller: Caller,
  store: Store,
  ticketId: string,
  fileId: string,
): string {
  const ticket = owned(caller, store.tickets, ticketId);
  const file = owned(caller, store.files, fileId);
  if (!ticket.fileIds.includes(fileId)) throw new Error("Not found");
  return file.content;
}
