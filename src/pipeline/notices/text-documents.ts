import { dayText } from "../../gate/day-text.ts";
import type { DueDocument } from "./due-documents.ts";

/** Where policies are accepted, by whoever signs in. */
const PAGE = "/policies";

export const DOCUMENT_SUBJECTS: Readonly<Record<DueDocument["kind"], (title: string) => string>> = {
  policy: (title) => `please read “${title}”`,
  "policy-reminder": (title) => `“${title}” still waits for you to accept it`,
};

/** One policy as it concerns the one who reads. */
export function documentText({ kind, document, acceptBy }: DueDocument, baseUrl: string): string {
  const { title, effectiveOn } = document;
  const read = readText(document.text, document.url);
  if (acceptBy === null)
    return `“${title}” is a policy that concerns you, and this wording of it is new. It is in force from ${dayText(effectiveOn)}. ${read} There is nothing to sign.`;
  const accept = `Accept it with your name: ${baseUrl}${PAGE} (sign in with GitHub)`;
  const by = dayText(acceptBy.toISOString());
  const asked =
    kind === "policy"
      ? `“${title}” is a policy that concerns you, and this wording of it is new. It is in force from ${dayText(effectiveOn)}. Please read and accept it by ${by}.`
      : `You were asked to read and accept the policy “${title}” by ${by}, and it still waits for you. It takes a few minutes.`;
  return [asked, `- ${read}\n- ${accept}`].join("\n\n");
}

function readText(text: string | null, url: string): string {
  return text === null ? `Read it: ${url}` : "Its text is attached to this mail.";
}
