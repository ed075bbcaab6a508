import { repositoryOf } from "../find.ts";
import type { Services } from "../rest/route.ts";
import { propertyOf } from "../rulesets.ts";
import type { PropertyDefinition, PropertyValue } from "../state.ts";
import { propertyEvent } from "../webhooks/rule-events.ts";
import { chooseOrganization, type OrganizationGiven } from "./organization.ts";
import { refuse } from "./refused.ts";

/** Owners define what repositories may be told apart by. */
export function defineProperty(
  services: Services,
  given: OrganizationGiven & Pick<PropertyDefinition, "name"> & Partial<PropertyDefinition>,
): void {
  const { organization } = chooseOrganization(services, given);
  const { name, kind = "string", standard = null, allowed = null } = given;
  organization.properties.set(name, { name, kind, standard, allowed });
}

/** Null takes the value away; what is standard then holds. */
export function setProperty(
  services: Services,
  given: OrganizationGiven & {
    readonly repository: string;
    readonly name: string;
    readonly value: PropertyValue | null;
  },
): void {
  const { name, value } = given;
  const { organization, sender } = chooseOrganization(services, given);
  const repository = repositoryOf(services.world.state, given.repository);
  const definition = organization.properties.get(name) ?? refuse(`there is no property ${name}`);
  const values = [value ?? []].flat();
  if (definition.allowed && !values.every((one) => definition.allowed?.includes(one)))
    refuse(`${values.join(", ")} is not allowed for ${name}`);
  const from = propertyOf(organization, repository, name);
  if (value === null) repository.properties.delete(name);
  else repository.properties.set(name, value);
  const to = propertyOf(organization, repository, name);
  services.emit(propertyEvent({ repository, name, from, to, senderId: sender.id }));
}
