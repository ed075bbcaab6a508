import { KEBAB } from "./content-schema.ts";
import { type Pair, type PairCode, STACKS, type Stack } from "./curriculum.ts";
import type { ParsedModule } from "./parse-module.ts";
import type { Report } from "./problem.ts";
import type { SourceFile } from "./source-file.ts";

/** `proof.*` is the authors': it shows that the one fails and the other holds, and no page shows it. */
const PAIR_FILE = /^pairs\/([^/]+)\/([^/]+)\/(vulnerable|fixed|proof)\.(ts|py)$/;

const EXTENSIONS: Readonly<Record<Stack, string>> = { typescript: "ts", python: "py" };

interface PairFile {
  readonly module: string;
  readonly pair: string;
  readonly part: string;
  readonly extension: string;
  readonly file: SourceFile;
}

export interface ParsedPair extends Pair {
  readonly module: string;
}

export function isPairFile(path: string): boolean {
  return PAIR_FILE.test(path);
}

/** Whether who takes the course reads this file of a pair. */
export function isShown(path: string, pairs: readonly ParsedPair[]): boolean {
  const [, module, pair, part] = PAIR_FILE.exec(path) ?? [];
  return part !== "proof" && pairs.some((one) => one.module === module && one.id === pair);
}

/**
 * `pairs/<module>/<pair>/{vulnerable,fixed,proof}.{ts,py}`, each shown once by a fence of its module's text. Who lays
 * another text over ours need not show our pairs: those are left out.
 */
export function parsePairs(
  files: readonly SourceFile[],
  modules: readonly ParsedModule[],
  report: Report,
): readonly ParsedPair[] {
  const pairs = groupByPair(files.flatMap(toPairFile))
    .filter((own) => !isReplaced(own, modules))
    .map((own) => parsePair(own, modules, report));
  for (const module of modules) {
    for (const insert of module.inserts.filter(({ kind }) => kind === "pair")) {
      if (pairs.some(({ id, module: owner }) => owner === module.id && id === insert.name)) continue;
      const message = `the pair ${insert.name || "without a name"} has no folder pairs/${module.id}/${insert.name}`;
      report({ file: module.file, line: insert.line, message });
    }
  }
  return pairs;
}

function toPairFile(file: SourceFile): readonly PairFile[] {
  const [, module, pair, part, extension] = PAIR_FILE.exec(file.path) ?? [];
  if (module === undefined || pair === undefined || part === undefined || extension === undefined) return [];
  return [{ module, pair, part, extension, file }];
}

function groupByPair(files: readonly PairFile[]): readonly [PairFile, ...PairFile[]][] {
  const groups = new Map<string, [PairFile, ...PairFile[]]>();
  for (const one of files) {
    const key = `${one.module}/${one.pair}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

function isReplaced(files: readonly [PairFile, ...PairFile[]], modules: readonly ParsedModule[]): boolean {
  const [{ module, pair }] = files;
  const owner = modules.find(({ id }) => id === module);
  const isOlder = owner !== undefined && files.every(({ file }) => (file.from ?? 0) < owner.from);
  return isOlder && !owner.inserts.some(({ kind, name }) => kind === "pair" && name === pair);
}

function parsePair(
  files: readonly [PairFile, ...PairFile[]],
  modules: readonly ParsedModule[],
  report: Report,
): ParsedPair {
  const [{ module, pair: id, file }] = files;
  const folder = file.shown.slice(0, file.shown.lastIndexOf("/"));
  if (!KEBAB.test(id)) report({ file: folder, message: `${id} must be lower-case words joined by hyphens` });
  reportPlace({ id, module, folder }, modules, report);
  const stacks = STACKS.flatMap((stack) => parseStack(stack, { files, folder }, report));
  if (stacks.length === 0 && !files.some(({ part }) => part !== "proof"))
    report({
      file: folder,
      message: "a pair consists of vulnerable.ts and fixed.ts, or of vulnerable.py and fixed.py",
    });
  return { id, module, stacks };
}

function reportPlace(
  { id, module, folder }: { readonly id: string; readonly module: string; readonly folder: string },
  modules: readonly ParsedModule[],
  report: Report,
): void {
  const owner = modules.find((one) => one.id === module);
  if (!owner) {
    report({ file: folder, message: `the course has no module ${module}` });
    return;
  }
  const shown = owner.inserts.filter(({ kind, name }) => kind === "pair" && name === id);
  if (shown.length === 0) report({ file: folder, message: `no pair fence of ${owner.file} names ${id}` });
  for (const { line } of shown.slice(1)) report({ file: owner.file, line, message: `the pair ${id} is shown twice` });
}

/** None where the stack is absent, or where one of its halves is, which is reported. */
function parseStack(
  stack: Stack,
  { files, folder }: { readonly files: readonly PairFile[]; readonly folder: string },
  report: Report,
): readonly PairCode[] {
  const extension = EXTENSIONS[stack];
  const [vulnerable, fixed] = ["vulnerable", "fixed"].map(
    (part) => files.find((one) => one.extension === extension && one.part === part)?.file,
  );
  for (const file of [vulnerable, fixed]) {
    if (file && file.text.trim() === "") report({ file: file.shown, message: "holds no code" });
  }
  if (vulnerable && fixed) return [{ stack, vulnerable: vulnerable.text.trimEnd(), fixed: fixed.text.trimEnd() }];
  if (!vulnerable && !fixed) return [];
  const absent = vulnerable ? "fixed" : "vulnerable";
  report({ file: `${folder}/${absent}.${extension}`, message: "the pair needs this file: half of its stack is there" });
  return [];
}
