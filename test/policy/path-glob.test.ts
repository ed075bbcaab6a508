import fc from "fast-check";
import picomatch from "picomatch";
import { describe, expect, it } from "vitest";
import { createPathMatcher, PathGlob } from "../../src/policy/path-glob.ts";

const fits = (glob: string, path: string) => createPathMatcher([glob])(path);
const problemsOf = (glob: string) => PathGlob.safeParse(glob).error?.issues.map(({ message }) => message) ?? [];

describe("a pattern of paths", () => {
  it.each([
    ["src/auth/**", "src/auth/login.ts", true],
    ["src/auth/**", "src/auth/deep/down/login.ts", true],
    ["src/auth/**", "src/auth", false],
    ["src/auth/**", "src/authors/list.ts", false],
    ["src/auth/**", "lib/src/auth/login.ts", false],
    ["src/*.ts", "src/a.ts", true],
    ["src/*.ts", "src/deep/a.ts", false],
    ["**/session*.ts", "session.ts", true],
    ["**/session*.ts", "a/b/session-store.ts", true],
    ["**/session*.ts", "a/session/store.ts", false],
    ["a/**/b/**/c", "a/b/c", true],
    ["a/**/b/**/c", "a/x/b/y/z/c", true],
    ["a/**/b/**/c", "a/x/y/c", false],
    ["**", "anything/at/all", true],
    [".github/workflows/*", ".github/workflows/ci.yml", true],
    ["**/*.env", "deploy/.env", true],
    ["*", ".gitignore", true],
    ["**/*.{sql,prisma}", "db/schema.prisma", true],
    ["**/Dockerfile*", "deploy/Dockerfile", true],
    ["**/[ab].ts", "x/a.ts", true],
    ["**/[!ab].ts", "x/a.ts", false],
    ["**/[!ab].ts", "x/c.ts", true],
    ["src/[a]+.ts", "src/a+.ts", true],
    ["src/[a]+.ts", "src/aa.ts", false],
    ["src/routes/+page.ts", "src/routes/+page.ts", true],
    ["packages/@acme/**", "packages/@acme/web/index.ts", true],
    ["SRC/auth/**", "src/auth/login.ts", false],
    ["src/auth/*.ts", "src/auth/\nlogin.ts", true],
  ])("%s and %j", (glob, path, expected) => {
    expect(fits(glob, path)).toBe(expected);
  });

  it("fits where one of several does", () => {
    const matches = createPathMatcher(["src/auth/**", "**/*.sql"]);

    expect(["src/auth/a.ts", "db/a.sql", "src/a.ts"].map(matches)).toEqual([true, true, false]);
  });

  it("means what it means to picomatch, whatever it ends in but **", () => {
    const piece = fc.constantFrom("a", "b", "*", "**", "a*", "*b");
    const name = fc.constantFrom("a", "b", "ab", "ba", "c", ".a");
    const last = fc.constantFrom("a", "b", "*", "a*", "*b");
    const joined = (part: fc.Arbitrary<string>, end: fc.Arbitrary<string>) =>
      fc.tuple(fc.array(part, { maxLength: 4 }), end).map(([parts, one]) => [...parts, one].join("/"));

    fc.assert(
      fc.property(joined(piece, last), joined(name, name), (glob, path) => {
        expect(fits(glob, path)).toBe(picomatch.isMatch(path, glob, { dot: true, windows: false }));
      }),
      { numRuns: 2_000 },
    );
  });

  it("is not got past by a name that no file system takes, nor by a path of ten thousand folders", () => {
    expect(fits("src/*.ts", `src/${"a".repeat(300)}`)).toBe(true);
    expect(fits("**/a/**/a/**/a/**/b", "a/".repeat(10_000).slice(0, -1))).toBe(false);
  });

  it.each(["{a,aa}+b", "[ab]+[ab]+[ab]+[ab]+c", `${"{a,aa}".repeat(6)}*b*c`])("takes no time for %s", (glob) => {
    expect(problemsOf(glob)).toEqual([]);
    expect(fits(glob, "a".repeat(255))).toBe(false);
  });

  it.each([
    ["/src/auth", "names between single slashes"],
    ["src/auth/", "names between single slashes"],
    ["src//auth", "names between single slashes"],
    ["./src/auth", "names between single slashes"],
    ["../auth", "names between single slashes"],
    ["src/{auth/login,session}.ts", "braces closed between them"],
    ["src/{auth", "braces closed between them"],
    ["!src/**", "without ! in front"],
    ["src/(auth|login)/**", "without ( ) \\ and quotes"],
    ["src\\auth", "without ( ) \\ and quotes"],
    ['src/"auth"', "without ( ) \\ and quotes"],
    ["", "must be a path"],
    ["src/*a*b*", "at most 2 stars between two slashes"],
    [`{${"a,".repeat(9)}b}{${"a,".repeat(10)}b}`, "braces for at most 100 names"],
    ["x".repeat(201), "at most 200 characters"],
  ])("cannot be %j", (glob, problem) => {
    expect(problemsOf(glob).join("\n")).toContain(problem);
  });
});
