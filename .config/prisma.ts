import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

// `prisma generate` needs no schema engine, yet downloads one unless it is told where one is: an install on a
// closed network would fail. A file that cannot be run is named, so that `prisma migrate`, which does need the
// engine, ends with an error; a harmless program such as /bin/true would make it do nothing and report success.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(import.meta.url);

export default defineConfig({
  schema: "../prisma/schema.prisma",
  migrations: { path: "../prisma/migrations" },
});
