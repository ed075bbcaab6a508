import { accessBox } from "./access-box.ts";
import type { Block } from "./blocks.ts";
import { boundaryBox } from "./boundary-box.ts";
import { cadenceBox } from "./cadence-box.ts";
import { contactsBox } from "./contacts-box.ts";
import { exceptionsBox } from "./exceptions-box.ts";
import type { PolicyDocumentFacts } from "./facts.ts";
import { layersBox } from "./layers-box.ts";
import { mappingBox } from "./mapping-box.ts";
import { recordsBox } from "./records-box.ts";
import { rolesBox } from "./roles-box.ts";
import { scopeBox } from "./scope-box.ts";

/** What a template has put in, each by a fence ` ```enforced ` with its name. */
export const BOXES = {
  scope: scopeBox,
  boundary: boundaryBox,
  roles: rolesBox,
  layers: layersBox,
  cadence: cadenceBox,
  access: accessBox,
  exceptions: exceptionsBox,
  records: recordsBox,
  mapping: mappingBox,
  contacts: contactsBox,
} as const satisfies Readonly<Record<string, (facts: PolicyDocumentFacts) => readonly Block[]>>;

export type BoxName = keyof typeof BOXES;
export const BOX_NAMES = Object.keys(BOXES) as readonly BoxName[];

export function isBoxName(name: string): name is BoxName {
  return Object.hasOwn(BOXES, name);
}
