import type { Context } from "hono";
import type { Download } from "../pipeline/auditor/port.ts";

/**
 * A file that is made while it is sent: as fast as the reader takes it, and no further once the reader has gone. What fails
 * before its first bytes is a page as any other; what fails later breaks the connection off, so that half a file is never
 * taken for a whole one.
 */
export async function sendDownload(c: Context, { name, type, bytes }: Download): Promise<Response> {
  const iterator = bytes[Symbol.asyncIterator]();
  let next: IteratorResult<Uint8Array> | null = await iterator.next();
  const headers = { "Content-Type": type, "Content-Disposition": `attachment; filename="${name}"` };
  if (c.req.method === "HEAD") {
    await iterator.return?.();
    return c.body(null, 200, headers);
  }
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = next ?? (await iterator.next());
      next = null;
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  return c.body(body, 200, headers);
}

/** CSV, as it is made; the heading is its first part. */
export function sendCsv(c: Context, name: string, parts: AsyncIterable<string>): Promise<Response> {
  return sendDownload(c, { name, type: "text/csv; charset=utf-8", bytes: encoded(parts) });
}

async function* encoded(parts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const part of parts) yield encoder.encode(part);
}
