import type { PersonId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import type { Audience } from "../../domain/stores/policy-documents.ts";
import { isMeantFor, type MeantFor } from "../../programme/listed/listed.ts";
import { layersAskedOf, pagesOfLayersAsked } from "../layers-asked.ts";
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
      const people: PersonId[] = [];
      for await (const page of pagesOfLayersAsked(installation, deps))
        people.push(
          ...page.filter(({ layers }) => isMeantFor(meantFor, { roles: [], layers })).map(({ person }) => person),
        );
      return { people };
    }
  }
}

/** Whether it is for this one person: nobody else is looked at. */
export async function isMeantForPerson(
  meantFor: MeantFor,
  person: PersonId,
  installation: Installation,
  deps: PolicyDocumentDeps,
): Promise<boolean> {
  switch (meantFor.kind) {
    case "everyone":
      return true;
    case "roles": {
      const roles = await deps.stores.acknowledgements.rolesOf(installation.orgId, person);
      return isMeantFor(meantFor, { roles, layers: [] });
    }
    case "layers": {
      const [own] = await layersAskedOf(installation, [person], deps);
      return isMeantFor(meantFor, { roles: [], layers: own?.layers ?? [] });
    }
  }
}
