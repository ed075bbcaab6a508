import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli } from "../src/cli/main.ts";
import * as sections from "../src/config/sections.ts";
import { layerPolicies } from "../src/policy/layer.ts";
import { findOnboardingNotes } from "../src/policy/onboarding-notes.ts";
import { parsePolicy } from "../src/policy/parse.ts";
import { formatProblem } from "../src/policy/problem.ts";
import { aCli } from "./cli/a-cli.ts";

const read = (path: string) => readFileSync(join(import.meta.dirname, "..", path), "utf8");
const readme = read("README.md");

/** The texts of the fenced blocks in this language. */
function blocks(language: string): readonly string[] {
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(
    ([, text = ""]) => text,
  );
}

/** Rows of the table whose heading begins with these words, as cells without the heading. */
function table(heading: string): readonly (readonly string[])[] {
  const [, rows = ""] = readme.split(new RegExp(`^\\| *${heading}.*\\n\\|[-| ]+\\n`, "m"));
  return rows
    .slice(0, rows.search(/^(?!\|)/m))
    .trim()
    .split("\n")
    .map((row) => row.split("|").map((cell) => cell.trim()))
    .map((cells) => cells.slice(1, -1));
}

const codes = (text = "") => [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);

const shellCommands = new Set(
  [
    ...blocks("sh").flatMap((block) => block.trim().split(/\n|&&/)),
    ...codes(readme).filter((code) => /^(?:npm|npx) /.test(code)),
  ].map((command) => command.trim()),
);

const helps = new Map<string, Promise<string>>();

function helpOf(words: readonly string[]): Promise<string> {
  const known = helps.get(words.join(" ")) ?? askHelp(words);
  helps.set(words.join(" "), known);
  return known;
}

async function askHelp(words: readonly string[]): Promise<string> {
  const cli = aCli();
  await runCli([...words, "--help"], cli);
  return cli.told.join("\n");
}

/** Every command that does something, as words. */
async function allCommands(words: readonly string[] = []): Promise<readonly string[]> {
  const [, list = ""] = (await helpOf(words)).split("Commands:\n");
  const names = [...list.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name = ""]) => name).filter((name) => name !== "help");
  if (names.length === 0) return [words.join(" ")];
  return (await Promise.all(names.map((name) => allCommands([...words, name])))).flat();
}

/** The command that the line calls, and what of the line the program would not take. */
async function commandIn(line: string): Promise<{ readonly command: string; readonly refused: readonly string[] }> {
  const command = (await allCommands()).find((known) => `${line} `.startsWith(`${known} `));
  if (command === undefined) return { command: "", refused: [line] };
  const help = await helpOf(command.split(" "));
  const options = line.split(/\s+/).filter((word) => word.startsWith("--"));
  return { command, refused: options.filter((option) => !new RegExp(`${option}\\b`).test(help)) };
}

describe("README", () => {
  it("names commands at all", () => {
    expect(shellCommands.size).toBeGreaterThan(10);
  });

  it.each([...shellCommands])("%s is a command", async (command) => {
    const { scripts } = JSON.parse(read("package.json"));
    const [tool = "", ...rest] = command.split(/\s+/);
    if (tool === "npm") {
      const script = rest[0] === "run" ? rest[1] : rest[0];
      expect(["ci", ...Object.keys(scripts)]).toContain(script);
      return;
    }
    expect([tool, rest[0]]).toEqual(["npx", "training-gate"]);
    if (rest[1] !== "COMMAND") expect((await commandIn(rest.slice(1).join(" "))).refused).toEqual([]);
  });

  it("lists every command, with options that it takes, and no other", async () => {
    const lines = table("command").map(([cell, does]) => [
      ...codes(cell),
      ...codes(does).filter((code) => code.startsWith("--")),
    ]);

    const listed = await Promise.all(lines.map((words) => commandIn(words.join(" "))));
    expect(listed.flatMap(({ refused }) => refused)).toEqual([]);
    expect(listed.map(({ command }) => command).sort()).toEqual([...(await allCommands())].sort());
  });

  it("shows policies that are valid", () => {
    const shown = blocks("yaml");

    expect(shown.length).toBeGreaterThan(0);
    for (const text of shown) {
      const parsed = parsePolicy({ source: "README.md", text });
      expect(parsed.ok ? [] : parsed.problems.map(formatProblem)).toEqual([]);
      if (parsed.ok) expect(findOnboardingNotes(layerPolicies(parsed).policy)).toEqual([]);
    }
  });

  it("lists every variable of the environment, and no other", () => {
    const listed = table("variable").flatMap(([cell]) => codes(cell));

    const known = Object.values(sections).flatMap((schema) =>
      Object.keys("shape" in schema ? schema.shape : schema.in.shape),
    );
    expect([...listed].sort()).toEqual([...new Set(known)].sort());
  });

  it("asks for the permissions and events of app.yml", () => {
    const parsed = parsePolicy({ source: "app.yml", text: read("app.yml") });
    if (!parsed.ok) throw new Error("app.yml is not valid");
    const { default_permissions = {}, default_events = [] } = parsed.manifest;

    const permissions = Object.fromEntries(table("permission").map(([name, access]) => [codes(name)[0], access]));
    expect(permissions).toEqual(default_permissions);
    const [, events = ""] = /Subscribe to the events ([\s\S]*?)\.\n/.exec(readme) ?? [];
    expect(codes(events)).toEqual(default_events);
  });

  it("leads only to files that are there", () => {
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map(([, path = ""]) => path);

    expect(links.length).toBeGreaterThan(0);
    for (const path of links) expect(read(path)).not.toBe("");
  });
});
