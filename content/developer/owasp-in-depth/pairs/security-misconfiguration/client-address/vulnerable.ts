export interface Incoming {
  /** The other end of the TCP connection. */
  readonly peer: string;
  /** The header X-Forwarded-For: each proxy appends the address that connected to it. */
  readonly forwardedFor?: string;
}
export interface Settings {
  readonly proxies: ReadonlySet<string>;
  readonly office: ReadonlySet<string>;
}

export function clientAddress(incoming: Incoming, { proxies }: Settings): string {
  if (!proxies.has(incoming.peer)) return incoming.peer;
  const [first] = (incoming.forwardedFor ?? "").split(",");
  return first?.trim() || incoming.peer;
}

export function mayOpenConsole(incoming: Incoming, settings: Settings): boolean {
  return settings.office.has(clientAddress(incoming, settings));
}
