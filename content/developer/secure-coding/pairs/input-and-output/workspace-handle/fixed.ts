declare const parsed: unique symbol;
type Handle = string & { readonly [parsed]: true };

const RESERVED = new Set(["admin", "billing", "support"]);
const owners = new Map<Handle, string>();

export function claim(wanted: string, owner: string): string {
  const handle = parseHandle(wanted);
  if (RESERVED.has(handle)) throw new Error("This handle is reserved");
  if (owners.has(handle)) throw new Error("This handle is taken");
  owners.set(handle, owner);
  return handle;
}

export function ownerOf(handle: string): string | undefined {
  return owners.get(parseHandle(handle));
}

function parseHandle(text: string): Handle {
  const handle = text.trim().normalize("NFKC").toLowerCase().replaceAll(" ", "-");
  if (!/^[a-z0-9][a-z0-9-]{0,38}$/.test(handle))
    throw new Error("A handle has letters a to z, digits and hyphens");
  return handle as Handle;
}
