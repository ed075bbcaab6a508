import { describeRule } from "../../policy/describe-rule.ts";
import { explainPullRequests } from "../../policy/explain-people.ts";
import { type Block, counted, list, paragraph, plain } from "./blocks.ts";
import type { PolicyDocumentFacts } from "./facts.ts";

/** How checks show people says nothing of whom the training is for. */
const OF_DISPLAY = "pull_requests.show_people";

/** Whom the training is for. */
export function scopeBox({ policy }: PolicyDocumentFacts): readonly Block[] {
  const onPulls = explainPullRequests(policy).filter(([, path]) => path === undefined || !path.startsWith(OF_DISPLAY));
  const { machines } = policy.access;
  return [
    paragraph(
      "This policy is for employees, contractors, temporary staff and suppliers alike: what counts is what a person can reach, and not their contract. Rules add up: whoever fits two of them needs the layers of both.",
    ),
    list(policy.require.map((rule) => plain(describeRule(rule)))),
    ...roleNotes(policy.require),
    paragraph("On a pull request in these repositories:"),
    list(onPulls.map(([text]) => plain(text))),
    ...(machines.length === 0
      ? []
      : [
          paragraph(
            `${counted(machines.length, "account")} used by machines ${machines.length === 1 ? "is" : "are"} listed in the policy, each with an owner, a reason and a day on which it is looked at again. Machines are asked for no training.`,
          ),
        ]),
  ];
}

function roleNotes(rules: PolicyDocumentFacts["policy"]["require"]): readonly Block[] {
  const notes = [
    ...(rules.some(({ who }) => who.role)
      ? ["A rule about a job role asks those whose role the roster tells; everybody else is asked by the other rules."]
      : []),
    ...(rules.some(({ who }) => who.except)
      ? ["Whoever is spared for a job role is spared by the roster’s word alone, and every use of it is reported."]
      : []),
  ];
  return notes.map(paragraph);
}
