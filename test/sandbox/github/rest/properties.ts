import { repositoriesOf } from "../access.ts";
import { fullName } from "../find.ts";
import { reaches } from "../permissions.ts";
import { propertyOf } from "../rulesets.ts";
import type { PropertyDefinition, Repository } from "../state.ts";
import { apiUrl } from "../world.ts";
import { paged } from "./paging.ts";
import { type Call, ok, organizationIn, route } from "./route.ts";

const READ = { as: "administrator", needs: ["organization_custom_properties:read"] } as const;

export const propertyRoutes = [
  route("GET /orgs/{org}/properties/schema", READ, (call) =>
    ok([...organizationIn(call).properties.values()].map((one) => definitionShape(call, one))),
  ),
  route("GET /orgs/{org}/properties/values", READ, (call) => {
    const all = repositoriesOf(call.world.state, organizationIn(call).id);
    const seen = all.filter((one) => call.caller.kind !== "installation" || reaches(call.caller, one));
    return paged(call, seen, (repository) => valuesShape(call, repository));
  }),
];

function definitionShape(call: Call, { name, kind, standard, allowed }: PropertyDefinition) {
  return {
    property_name: name,
    url: apiUrl(call.world, `/orgs/${organizationIn(call).login}/properties/schema/${name}`),
    source_type: "organization",
    value_type: kind,
    required: standard !== null,
    default_value: standard,
    description: null,
    allowed_values: allowed,
    values_editable_by: "org_actors",
  };
}

/** Every property that is defined, with null where a repository has none. */
function valuesShape(call: Call, repository: Repository) {
  const organization = organizationIn(call);
  return {
    repository_id: repository.id,
    repository_name: repository.name,
    repository_full_name: fullName(call.world.state, repository),
    properties: [...organization.properties.keys()].map((name) => ({
      property_name: name,
      value: propertyOf(organization, repository, name),
    })),
  };
}
