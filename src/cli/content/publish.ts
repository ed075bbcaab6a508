import type { Staged } from "../../training/staging.ts";
import { adminNamed, withChanges } from "../changes.ts";
import type { Changes, Cli, ExitCode } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { tablesOf } from "../policy/preview.ts";
import { formatTable } from "../table.ts";

export interface PublishContent {
  readonly courses: readonly string[];
  readonly by?: string;
  readonly reason?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Puts staged courses in force. The answer is no where nothing is staged, or where it would block too many. */
export async function publishContent(cli: Cli, given: PublishContent): Promise<ExitCode> {
  const { courses, by, reason = null, dryRun = false, json = false } = given;
  if (!dryRun && by === undefined) throw new UsageError("--by: say who puts it in force, by their GitHub login");
  return withChanges(cli, async (changes) => {
    const result = dryRun
      ? { ...(await changes.previewContent(courses)), done: "previewed" as const }
      : await changes.publishContent({ courses, reason, by: await adminNamed(changes.stores, by ?? "") });
    if (result.done === "not-staged")
      throw new UsageError(`${result.unknown.join(", ")}: not staged. \`content publish --dry-run\` tells what is`);
    if (json) cli.terminal.tell(JSON.stringify(plain(result)));
    else cli.terminal.tell(textOf(result));
    return result.done === "held" || result.done === "nothing-staged" ? 1 : 0;
  });
}

type Result = Omit<Awaited<ReturnType<Changes["previewContent"]>>, "done"> & { readonly done: string };

const SENTENCES: Readonly<Record<string, string>> = {
  published: "In force now. Every open pull request is looked at again.",
  previewed: "Nothing was changed.",
  held: "Held: that is over the cap, so what was in force stays. Say why with --reason, and it comes into force.",
  "nothing-staged": "Nothing is staged: what lies in the content folder is in force.",
};

function textOf({ staged, previews, done }: Result): string {
  const impact = previews.flatMap(({ installation, preview }) => {
    const count = `${preview.newlyBlocked.length} of ${preview.open} open pull requests would newly block`;
    return [`${installation.orgLogin}: ${count}`, ...tablesOf(preview)];
  });
  const list = staged.length === 0 ? [] : [stagedTable(staged)];
  return [...list, ...impact, SENTENCES[done] ?? done].join("\n\n");
}

export function stagedTable(staged: readonly Staged[]): string {
  const rows = staged.map((one) => [one.id, one.inForce, one.kind === "gone" ? "its folder is gone" : versionOf(one)]);
  return formatTable([["staged course", "in force", "waits"], ...rows]);
}

function versionOf(staged: Extract<Staged, { kind: "version" }>): string {
  return staged.source.course.version;
}

export function plainStaged(staged: readonly Staged[]) {
  return staged.map((one) => ({
    id: one.id,
    inForce: one.inForce,
    version: one.kind === "gone" ? null : versionOf(one),
  }));
}

/** Without the courses' texts. */
function plain({ staged, previews, done }: Result) {
  return {
    done,
    staged: plainStaged(staged),
    previews: previews.map(({ installation, ...rest }) => ({ organisation: installation.orgLogin, ...rest })),
  };
}
