import { join } from "node:path";
import { ConfigError } from "../../src/config.ts";
import { CHAPTERS, type Chapter, chaptersOf } from "./story/chapters.ts";
import { putPolicyInForce } from "./story/gate.ts";
import { expectContent } from "./story/log.ts";
import { createTeller, type Teller } from "./story/teller.ts";
import { DataDirUsedError, startWorld } from "./world.ts";

const say = (line: string) => console.log(line);

/** The story by itself, to its end; what it wrote stays in DATA_DIR, if that was named: a folder for each chapter. */
async function play(chapters: readonly Chapter[]): Promise<void> {
  const started = performance.now();
  const teller = createTeller(say, { isBold: process.stdout.isTTY });
  for (const chapter of chapters) await playChapter(chapter, teller);
  say("");
  say(`The story is told, in ${((performance.now() - started) / 1000).toFixed(0)} s. Every step came out as it says.`);
  const folder = process.env.DATA_DIR;
  if (folder === undefined) say("To look around in it yourself: npm run sandbox");
  else {
    say(`Its data is in ${folder}, and every command works on it, for example`);
    say(`  DATA_DIR=${join(folder, chapters[0]?.name ?? "")} npx training-gate log show`);
  }
}

/** Each has a world of its own: what one organisation writes into its policy would change the story of another. */
async function playChapter({ name, title, about, world: options, tell }: Chapter, teller: Teller): Promise<void> {
  teller.chapter(title, about);
  const { DATA_DIR: folder, ...env } = process.env;
  const own = folder === undefined ? env : { ...env, DATA_DIR: join(folder, name) };
  const world = await startWorld(own, { fixedPorts: false, ...options });
  try {
    await tell(world, teller);
    expectContent(world);
  } finally {
    await world.stop();
  }
}

/** Both sides in a browser, until Ctrl-C. */
async function serve(): Promise<void> {
  const world = await startWorld(process.env, { fixedPorts: true });
  await putPolicyInForce(world);
  world.github.actions.requireCheck({ as: "sam", repository: "acme/payments-api" });
  say("");
  say(`The stand-in GitHub  ${world.github.url}   be anybody there: open a pull request, push, merge, let time pass`);
  say(`training-gate        ${world.app.url}   what they see; sign in from the other page`);
  say("");
  say("payments-api blocks: open a pull request there as mira, and follow the link in its check. When it is green,");
  say("let a year pass, and look at the check again. Ctrl-C ends it.");
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  await world.stop();
}

const USAGE = `Usage: npm run sandbox [-- --play [${CHAPTERS.map(({ name }) => name).join(" | ")}]]`;

try {
  const [flag, name, ...more] = process.argv.slice(2);
  const chapters = chaptersOf(name);
  if ((flag !== undefined && flag !== "--play") || more.length > 0 || chapters.length === 0) {
    console.error(USAGE);
    process.exitCode = 2;
  } else await (flag === undefined ? serve() : play(chapters));
} catch (error) {
  const foreseen = error instanceof DataDirUsedError || error instanceof ConfigError;
  console.error(foreseen ? error.message : error);
  process.exitCode = foreseen ? 2 : 1;
}
process.exit();
