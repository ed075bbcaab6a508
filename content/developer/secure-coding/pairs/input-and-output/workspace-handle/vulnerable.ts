const RESERVED = new Set(["admin", "billing", "support"]);
const owners = new Map<string, string>();

export function claim(wanted: string, owner: string): string {
  if (RESERVED.has(wanted.toLowerCase())) throw new Error("This handle is reserved");
  if (owners.has(wanted)) throw new Error("This handle is taken");

  const handle = toHandle(wanted);
  owners.set(handle, owner);
  return handle;
}

export function ownerOf(handle: string): string | undefined {
  return owners.get(toHandle(handle));
}

function toHandle(text: string): string {
  return text.trim().normalize("NFKC").toLowerCase().replaceAll(" ", "-");
}
