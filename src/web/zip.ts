import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { ZipFile } from "yazl";
import type { Pack } from "../evidence/pack.ts";

/**
 * A pack as one zip file, made while it is read: one file of it after another, none ever held whole. Whoever stops early
 * ends the pack with it.
 */
export async function* zipOf(files: Pack, madeAt: Date): AsyncIterable<Uint8Array> {
  const zip = new ZipFile();
  // Typed as less than it is: yazl makes a PassThrough.
  const out = zip.outputStream as Readable;
  const stop = new AbortController();
  zip.on("error", (error) => out.destroy(error));
  const filling = fill(zip, files, { madeAt, signal: stop.signal }).catch((error: Error) => void out.destroy(error));
  try {
    for await (const chunk of out) yield chunk as Uint8Array;
  } finally {
    stop.abort();
    await filling;
  }
}

interface Filling {
  readonly madeAt: Date;
  readonly signal: AbortSignal;
}

/** A pack's next file may be asked for only when the one before was read to its end. */
async function fill(zip: ZipFile, files: Pack, { madeAt, signal }: Filling): Promise<void> {
  for await (const { path, bytes } of files) {
    const source = Readable.from(bytes, { objectMode: false, signal });
    zip.addReadStream(source, path, { mtime: madeAt });
    await finished(source);
  }
  zip.end();
}
