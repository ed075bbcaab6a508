import type { BundleAsked, BundleTold } from "./bundle-readers.ts";
import { readHere } from "./bundle-readers.ts";

/** Reads bundles for the process that started it, for as long as that lives. */
process.on("message", async ({ number, path, place }: BundleAsked) => {
  const told: BundleTold = { number, reading: await readHere(path, place) };
  process.send?.(told);
});
