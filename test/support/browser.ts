import { mkdir, mkdtemp, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";

/** Inside the installation, so that another version of the package is unpacked anew. */
const CACHE = join(import.meta.dirname, "../../node_modules/.cache");
const UNPACKED = join(CACHE, "training-gate-chromium");

const ARGUMENTS = [
  "--no-sandbox", // Chromium refuses to sandbox itself as root, as which containers run
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-domain-reliability",
  "--disable-sync",
  "--metrics-recording-only",
  "--no-first-run",
  "--no-pings",
  "--no-zygote",
  "--font-render-hinting=none",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", // no page may reach anything but the test's own server
];

/** The browser inside `@sparticuz/chromium`, with the libraries that a bare machine lacks. Close it. */
export async function launchBrowser(): Promise<Browser> {
  const folder = await unpackOnce();
  return chromium.launch({
    executablePath: join(folder, "chromium"),
    args: ARGUMENTS,
    headless: true,
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [process.env.LD_LIBRARY_PATH, join(folder, "al2023", "lib")].filter(Boolean).join(":"),
      FONTCONFIG_FILE: join(folder, "fonts.conf"),
    },
  });
}

/** The package unpacks file by file; test files that run beside each other would start a half-written browser. */
async function unpackOnce(): Promise<string> {
  if (await exists(join(UNPACKED, "chromium"))) return UNPACKED;
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(`${UNPACKED}-`);
  await unpackInto(folder);
  await writeFile(join(folder, "fonts.conf"), fontsIn(join(UNPACKED, "fonts")));
  try {
    await rename(folder, UNPACKED);
  } catch (error) {
    if (!(await exists(join(UNPACKED, "chromium")))) throw error;
    await rm(folder, { recursive: true });
  }
  return UNPACKED;
}

/** It unpacks to the temporary folder, and its libraries only where it believes itself to be on AWS. */
async function unpackInto(folder: string): Promise<void> {
  const before = { TMPDIR: process.env.TMPDIR, AWS_EXECUTION_ENV: process.env.AWS_EXECUTION_ENV };
  Object.assign(process.env, { TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" });
  try {
    const { default: packaged } = await import("@sparticuz/chromium");
    await packaged.executablePath();
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

/** The package's own configuration looks for its fonts where AWS has them. Without any font no text has a width. */
function fontsIn(folder: string): string {
  const folders = [folder, "/usr/share/fonts", "/usr/local/share/fonts"].map((path) => `<dir>${path}</dir>`).join("");
  const aliases = Object.entries({ "sans-serif": "Open Sans", monospace: "DejaVu Sans Mono" })
    .map(([family, font]) => `<alias><family>${family}</family><prefer><family>${font}</family></prefer></alias>`)
    .join("");
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${folders}${aliases}<cachedir>${folder}-cache</cachedir></fontconfig>`;
}

/** `SCREENSHOTS` names the folder to put them in; without it none are taken. */
export async function screenshotFolder(): Promise<string | undefined> {
  const folder = process.env.SCREENSHOTS;
  if (folder !== undefined) await mkdir(folder, { recursive: true });
  return folder;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
