import { createHash } from "node:crypto";
import { commitOf, resolveRef } from "../find.ts";
import { ancestors } from "../git.ts";
import { nodeId } from "../node-id.ts";
import type { PullRequest, Repository, State } from "../state.ts";
import { fields } from "./context.ts";

export interface BlobSource {
  readonly blob: string;
  readonly repository: Repository;
}

/** Git's own hash of a file. */
function oidOf({ blob }: BlobSource): string {
  const bytes = Buffer.from(blob);
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

export const blobFields = fields<BlobSource>({
  id: (source) => nodeId("Blob", `${source.repository.id}:${oidOf(source)}`),
  oid: oidOf,
  abbreviatedOid: (source) => oidOf(source).slice(0, 7),
  byteSize: ({ blob }) => Buffer.byteLength(blob),
  isBinary: () => false,
  isTruncated: () => false,
  text: ({ blob }) => blob,
  repository: ({ repository }) => repository,
});

/** `<rev>:<path>`, as git's rev-parse reads it; null where there is no such file. */
export function blobAt(state: State, repository: Repository, expression: string): BlobSource | null {
  const colon = expression.indexOf(":");
  const text = resolveRef(state, repository, expression.slice(0, colon))?.files.get(expression.slice(colon + 1));
  return text === undefined ? null : { blob: text, repository };
}

export interface ChangedFile {
  readonly changedPath: string;
}

export const changedFileFields = fields<ChangedFile>({ path: ({ changedPath }) => changedPath });

/** Against the newest commit that head and base have in common, as GitHub's own list is. */
export function changedFiles(state: State, pull: PullRequest): readonly ChangedFile[] {
  const old = ancestors(state, pull.baseSha);
  const head = commitOf(state, pull.headSha);
  let common = head.sha;
  while (!old.has(common)) {
    const [parent] = commitOf(state, common).parents;
    if (parent === undefined) break;
    common = parent;
  }
  const before = commitOf(state, common).files;
  return [...head.files]
    .filter(([path, text]) => before.get(path) !== text)
    .map(([path]) => ({ changedPath: path }))
    .sort((a, b) => (a.changedPath < b.changedPath ? -1 : 1));
}
