import { createHash } from "node:crypto";
import type { PackFile } from "./pack.ts";

export interface FileSum {
  readonly path: string;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
}

/** A file that is hashed and counted while somebody reads it. */
export interface SummedFile extends PackFile {
  /** Throws until the file was read to its end. */
  sum(): FileSum;
}

export function summed({ path, bytes }: PackFile): SummedFile {
  let done: FileSum | undefined;
  async function* read(): AsyncIterable<Uint8Array> {
    const hash = createHash("sha256");
    let length = 0;
    for await (const chunk of bytes) {
      hash.update(chunk);
      length += chunk.byteLength;
      yield chunk;
    }
    done = { path, sha256: hash.digest("hex"), bytes: length };
  }
  return {
    path,
    bytes: read(),
    sum() {
      if (!done) throw new Error(`${path} was not read to its end before the next file was asked for`);
      return done;
    },
  };
}

/** Hands the file on, and answers its sum when it was read. */
export async function* sumOf(file: PackFile): AsyncGenerator<PackFile, FileSum> {
  const watched: SummedFile = summed(file);
  yield watched;
  return watched.sum();
}

/** As `sha256sum -c SHA256SUMS` reads it. */
export function sumsText(sums: readonly FileSum[]): string {
  return sums.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join("");
}
