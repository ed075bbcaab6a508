import type { Config } from "../config.ts";
import type { Clock } from "../domain/clock.ts";
import { GitHubUnavailableError } from "../domain/errors.ts";
import type { Installation } from "../domain/installation.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import { loadFiles } from "../files.ts";
import { createHeadReader } from "../github/heads.ts";
import { bareCourses, curriculumOf, knownCourses } from "../pipeline/courses/courses-in-force.ts";
import { type PublishDeps, previewStaged } from "../pipeline/courses/preview-staged.ts";
import { publishStaged } from "../pipeline/courses/publish-staged.ts";
import type { HeadReader } from "../pipeline/github-port.ts";
import { release } from "../pipeline/policy/change.ts";
import { createInForce } from "../pipeline/policy/in-force.ts";
import { type PreviewDeps, previewChange } from "../pipeline/policy/preview.ts";
import { type PreviewedFile, previewFile } from "../pipeline/policy/preview-file.ts";
import type { Curriculum } from "../training/curriculum.ts";
import { connectGitHub } from "./github.ts";
import { entriesOf, onRecords, openRecords, type Records } from "./records.ts";
import type { Deps, Storage } from "./storage.ts";

/** What an admin may do about changes, without a server: try them, and let them in. Nothing here writes to GitHub. */
export interface Changes {
  readonly stores: OutsideStores;
  previewFile(
    installation: Installation,
    file: { readonly source: string; readonly text: string },
  ): Promise<PreviewedFile>;
  releasePolicy(installation: Installation, given: Parameters<typeof release>[1]): ReturnType<typeof release>;
  /** What learners read and decisions ask for; nothing before the first start. */
  contentInForce(): Promise<Curriculum>;
  previewContent(courses: readonly string[]): ReturnType<typeof previewStaged>;
  publishContent(publish: Parameters<typeof publishStaged>[0]): ReturnType<typeof publishStaged>;
  close(): Promise<void>;
}

/** On the database that is there, or the embedded one. GitHub is asked where the configuration has the App's key. */
export async function openChanges(config: Config, deps: Deps): Promise<Changes> {
  const files = await loadFiles(config);
  return onRecords(await openRecords(config, deps), (records) => changesOn(records, { config, deps, files }));
}

async function changesOn(
  { storage, clock, close }: Records,
  { config, deps, files }: { config: Config; deps: Deps; files: Awaited<ReturnType<typeof loadFiles>> },
): Promise<Changes> {
  const { stores, transact } = storage;
  const entries = await entriesOf(storage, deps.version);
  const inForce = createInForce(stores);
  const courses = async () => bareCourses(await stores.courses.listInForce());
  const previews: PreviewDeps = {
    stores,
    clock,
    heads: await headReader(storage, config, { ...deps, clock }),
    courses,
  };
  const publishing: PublishDeps = {
    stores,
    transact,
    entries,
    clock,
    inForce,
    content: files.content,
    preview: (installation, now, courses) => previewChange(installation, now, { courses }, previews),
  };
  return {
    stores,
    previewFile: (installation, file) =>
      previewFile(installation, file, {
        stores,
        deployment: files.policy,
        courses: async () => knownCourses(files.content, await stores.courses.listInForce()),
        inForce,
        preview: (where, now, policy) => previewChange(where, now, { policy }, previews),
      }),
    releasePolicy: (installation, given) => release(installation, given, clock(), { transact, entries }),
    contentInForce: async () => curriculumInForce(await stores.courses.listInForce()),
    previewContent: (courses) => previewStaged({ courses }, publishing),
    publishContent: (publish) => publishStaged(publish, publishing),
    close,
  };
}

async function headReader(
  { stores }: Storage,
  { github }: Config,
  { log, clock }: Deps & { readonly clock: Clock },
): Promise<HeadReader> {
  if (!github) return { readHead: refuse, readPullRequest: refuse };
  const connected = await connectGitHub(github, { log, clock, pace: stores.pace });
  return createHeadReader(connected.github);
}

function curriculumInForce(rows: Parameters<typeof curriculumOf>[0]): Curriculum {
  return rows.length === 0 ? { layers: [] } : curriculumOf(rows);
}

/** What is not known here stays an open question. */
function refuse(): Promise<never> {
  return Promise.reject(new GitHubUnavailableError({ source: "GitHub, since APP_ID is not set" }));
}
