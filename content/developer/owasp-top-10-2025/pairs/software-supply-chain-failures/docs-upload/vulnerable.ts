import { execFileSync } from "node:child_process";

type Env = Readonly<Record<string, string | undefined>>;
type Run = (file: string, args: readonly string[], options?: { env: Env }) => unknown;
type Upload = (folder: string, token: string | undefined) => Promise<void>;

/** Runs nightly, after `npm ci --ignore-scripts`. The job sets UPLOAD_TOKEN. */
export async function uploadDocs(env: Env, upload: Upload, run: Run = execFileSync) {
  run("npx", ["--yes", "docs-builder@latest", "--out", "site"]);
  await upload("site", env.UPLOAD_TOKEN);
}
