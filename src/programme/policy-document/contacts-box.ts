import { type Block, list, paragraph, plain } from "./blocks.ts";
import type { PolicyDocumentFacts } from "./facts.ts";

/** Whom to tell of an incident: what `organisation.yml` says, and that it says nothing. */
export function contactsBox({ organisation: { incident, playbook } }: PolicyDocumentFacts): readonly Block[] {
  const said = [
    ...(incident.contact === null ? [] : [`First: ${plain(incident.contact)}`]),
    ...incident.how.map(plain),
    ...(incident.onCall === null ? [] : [`Outside office hours: ${plain(incident.onCall)}`]),
    ...(incident.mail === null ? [] : [`By mail: ${plain(incident.mail)}`]),
    ...(playbook === null ? [] : [`What happens then: <${playbook}>`]),
  ];
  return said.length === 0
    ? [paragraph("No contact is named yet: `organisation.yml` says whom to tell.")]
    : [list(said)];
}
