import { gunzipSync } from "node:zlib";

export interface Reading {
  readonly sensor: string;
  readonly celsius: number;
}

const MAX_UPLOAD = 1_000_000;
const MAX_TEXT = 5_000_000;
const MAX_READINGS = 50_000;
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** A gzip file with one reading per line. */
export function readBatch(upload: Uint8Array): Reading[] {
  if (upload.byteLength > MAX_UPLOAD) throw new RangeError("The batch is too large");
  const text = utf8.decode(gunzipSync(upload, { maxOutputLength: MAX_TEXT }));
  const lines = text.trim().split("\n", MAX_READINGS + 1);
  if (lines.length > MAX_READINGS)
    throw new RangeError("The batch has too many readings");
  return lines.map(parseReading);
}

function parseReading(line: string): Reading {
  const { sensor, celsius } = Object(JSON.parse(line)) as Record<string, unknown>;
  if (typeof sensor !== "string" || !/^[a-z0-9-]{1,40}$/.test(sensor))
    throw new TypeError("sensor");
  if (typeof celsius !== "number" || celsius < -90 || celsius > 200)
    throw new TypeError("celsius");
  return { sensor, celsius };
}
