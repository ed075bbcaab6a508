export interface Caller {
  readonly orgId: string;
}
export interface Store {
  readonly tickets: Map<string, { orgId: string; fileIds: string[] }>;
  readonly files: Map<string, { orgId: string; content: string }>;
}

function ticketOf(caller: Caller, store: Store, id: string) {
  const ticket = store.tickets.get(id);
  if (ticket?.orgId !== caller.orgId) throw new Error("Not found");
  return ticket;
}

export function attach(
  caller: Caller,
  store: Store,
  ticketId: string,
  fileId: string,
): void {
  const ticket = ticketOf(caller, store, ticketId);
  if (!store.files.has(fileId)) throw new Error("Not found");
  ticket.fileIds.push(fileId);
}

export function download(
  caller: Caller,
  store: Store,
  ticketId: string,
  fileId: string,
): string {
  const ticket = ticketOf(caller, store, ticketId);
  const file = store.files.get(fileId);
  if (!file || !ticket.fileIds.includes(fileId)) throw new Error("Not found");
  return file.content;
}
