import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as engine from "@prisma/schema-engine-wasm/schema_engine_bg";

export const SCHEMA_FILE = fileURLToPath(new URL("../../prisma/schema.prisma", import.meta.url));

export interface SchemaDiff {
  /** Texts of Prisma schemas; null stands for an empty database. */
  readonly from: string | null;
  readonly to: string;
  /** A live Postgres: the engine asks its version, and reads and writes nothing. */
  readonly url: string;
}

/** The SQL that leads from one schema to the other, as `prisma migrate diff` would write it. */
export async function diffSchemas({ from, to, url }: SchemaDiff): Promise<string> {
  await loadEngine();
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: url }));
  const schema = await engine.SchemaEngine.new({ datamodels: [[SCHEMA_FILE, to]] }, () => undefined, adapter);
  try {
    const { stdout } = await schema.diff({
      from: from === null ? { tag: "empty" } : datamodel(from),
      to: datamodel(to),
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return stdout ?? "";
  } finally {
    schema.free();
  }
}

function datamodel(content: string): engine.DiffTarget {
  return { tag: "schemaDatamodel", files: [{ path: SCHEMA_FILE, content }] };
}

let loading: Promise<void> | undefined;

/** Once a process: a second instance would find the objects of the first. */
function loadEngine(): Promise<void> {
  loading ??= instantiateEngine();
  return loading;
}

/** By hand, since Node 20 does not import WebAssembly by itself. */
async function instantiateEngine(): Promise<void> {
  // Where the engine leaves its last words before it ends the process.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: console.error } });
  const glue = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const { instance } = await WebAssembly.instantiate(await readFile(glue.replace(/\.js$/, ".wasm")), {
    "./schema_engine_bg.js": engine as unknown as WebAssembly.ModuleImports,
  });
  engine.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
}
