import type { PackFile } from "./pack.ts";

/** A file of a text that is at hand. */
export function textFile(path: string, text: string): PackFile {
  return bytesFile(path, Buffer.from(text, "utf8"));
}

/** A file of bytes that are at hand. */
export function bytesFile(path: string, bytes: Uint8Array): PackFile {
  return { path, bytes: once(bytes) };
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
