import { gunzipSync } from "node:zlib";

export interface Reading {
  readonly sensor: string;
  readonly celsius: number;
}

const MAX_UPLOAD = 1_000_000;

/** A gzip file with one reading per line. */
export function readBatch(upload: Uint8Array): Reading[] {
  if (upload.byteLength > MAX_UPLOAD) throw new RangeError("The batch is too large");
  const lines = gunzipSync(upload).toString("utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Reading);
}
