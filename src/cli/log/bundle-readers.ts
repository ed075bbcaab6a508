import { fork } from "node:child_process";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { type BundleReading, readBundle } from "../../gatelog/read-bundle.ts";
import { readIfThere } from "../read-if-there.ts";

/** Null if there is no such file. */
export type ReadBundle = (path: string, place: BundleAsked["place"]) => Promise<BundleReading | null>;

export interface BundleAsked {
  readonly number: number;
  readonly path: string;
  readonly place: { readonly index: number; readonly epoch: number };
}

export interface BundleTold {
  readonly number: number;
  readonly reading: BundleReading | null;
}

export interface BundleReaders {
  readonly read: ReadBundle;
  stop(): void;
}

/** In this process: all that a short log needs. */
export const readHere: ReadBundle = async (path, place) => {
  const bytes = await readIfThere(path);
  return bytes && readBundle(bytes, place);
};

/**
 * Reading is most of the work of a check, and a bundle needs nothing but itself: so many processes do it at once.
 * `execArgv`: what Node is started with, where that is not what this process was.
 */
export function startBundleReaders(count: number, execArgv: readonly string[] = process.execArgv): BundleReaders {
  // Beside this file, and as this one is: compiled, or the source.
  const file = fileURLToPath(new URL(`./bundle-process${extname(import.meta.url)}`, import.meta.url));
  const stdio = ["ignore", "inherit", "inherit", "ipc"] as const;
  const readers = Array.from({ length: count }, () =>
    fork(file, { execArgv: [...execArgv], serialization: "advanced", stdio: [...stdio] }),
  );
  const waiting = new Map<number, { resolve(reading: BundleReading | null): void; reject(error: Error): void }>();
  let asked = 0;
  let broken: Error | undefined;
  const breakOff = (error: Error) => {
    broken ??= error;
    for (const { reject } of waiting.values()) reject(broken);
  };
  for (const reader of readers) {
    reader.on("message", ({ number, reading }: BundleTold) => {
      waiting.get(number)?.resolve(reading);
      waiting.delete(number);
    });
    reader.on("error", breakOff);
    // Also when they are stopped after their work; then nobody waits.
    reader.on("exit", (code) => breakOff(new Error(`A process that reads the log ended with ${code}`)));
  }
  return {
    read: (path, place) =>
      new Promise((resolve, reject) => {
        if (broken) return reject(broken);
        const number = asked++;
        waiting.set(number, { resolve, reject });
        readers[number % count]?.send({ number, path, place } satisfies BundleAsked);
      }),
    stop() {
      for (const reader of readers) reader.kill();
    },
  };
}
