import { writeFile } from "node:fs/promises";
import { policyJsonSchema } from "../../src/policy/file-schema.ts";

/** Writes the schema for editors anew after a change of the policy: `npx tsx --tsconfig test/tsconfig.json test/policy/write-schema.ts`. */
const file = new URL("../../.config/policy.schema.json", import.meta.url);
await writeFile(file, `${JSON.stringify(policyJsonSchema(), null, 2)}\n`);
