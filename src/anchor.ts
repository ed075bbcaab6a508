import { randomBytes } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import type { AnchorConfig } from "./config.ts";
import { withoutPassword } from "./domain/basic-auth.ts";
import { AnchorSilentError, type CheckpointAnchor } from "./pipeline/log/anchor.ts";

const TIMEOUT_MS = 10_000;

export function createAnchor(config: AnchorConfig): CheckpointAnchor {
  return "file" in config ? fileAnchor(config.file) : urlAnchor(config.url);
}

/** On another disk than the database's, or where backups of this one do not go. */
function fileAnchor(path: string): CheckpointAnchor {
  return {
    read: () => answered(path, () => readFile(path, "utf8").catch(nullWhereAbsent)),
    write: (note) => answered(path, () => replaceFile(path, note)),
  };
}

/** Read with GET, where 404 says that nothing was ever written, and written with PUT: a bucket, a WebDAV folder. */
function urlAnchor(url: string): CheckpointAnchor {
  const { address, headers } = withoutPassword(new URL(url));
  const ask = (request: RequestInit) =>
    fetch(address, {
      ...request,
      headers: { ...headers, ...request.headers },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  return {
    read: () =>
      answered(address, async () => {
        const answer = await ask({ method: "GET" });
        if (answer.status === 404) return discard(answer).then(() => null);
        return answer.ok ? answer.text() : refuse(answer);
      }),
    write: (note) =>
      answered(address, async () => {
        const answer = await ask({
          method: "PUT",
          body: note,
          headers: { "Content-Type": "text/plain; charset=utf-8" },
        });
        return answer.ok ? discard(answer) : refuse(answer);
      }),
  };
}

/** Whole on the disk before it has its name. */
async function replaceFile(path: string, text: string): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    const file = await open(aside, "wx", 0o644);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
  } finally {
    await rm(aside, { force: true });
  }
}

async function answered<T>(anchor: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    // A query may hold a signature that lets whoever has it write.
    const name = anchor.split("?", 1)[0] ?? anchor;
    throw new AnchorSilentError({ anchor: name, why: whyOf(cause) }, { cause });
  }
}

function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // What `fetch` throws says only that it failed.
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function nullWhereAbsent(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
  throw error;
}

async function refuse(answer: Response): Promise<never> {
  await discard(answer);
  throw new Error(`it answered ${answer.status}`);
}

async function discard(answer: Response): Promise<void> {
  await answer.body?.cancel();
}
