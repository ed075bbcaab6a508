import type { Installation } from "../../domain/installation.ts";
import type { Audience } from "../../domain/stores/policy-documents.ts";
import type { MeantFor } from "../../programme/listed/listed.ts";
import type { PolicyDocumentDeps } from "./deps.ts";

/** Whom a policy is for, as the stores look for them. */
export async function audienceOf(
  meantFor: MeantFor,
  installation: Installation,
  deps: PolicyDocumentDeps,
): Promise<Audience> {
  switch (meantFor.kind) {
    case "everyone":
      return {};
    case "roles":
      return { roles: meantFor.roles };
    case "layers": {
      const asked = await deps.layersAsked(installation);
      const people = [...asked].filter(([, layers]) => layers.some((layer) => meantFor.layers.includes(layer)));
      return { people: people.map(([person]) => person) };
    }
  }
}
