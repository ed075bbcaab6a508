import { blockedAtWorst, type Preview, type PreviewedPerson, type PreviewedPull } from "./preview.ts";
import { escapeMarkdown, MAX_SUMMARY_CHARS } from "./summary.ts";

export interface PreviewText {
  readonly title: string;
  readonly summary: string;
}

export interface Telling {
  /** `counts`: neither people nor repositories are named, since whoever reads the policy's repository opens this. */
  readonly show: "names" | "counts";
  /** Whether people may be named together with this repository's pull requests. */
  readonly namesPeopleOn: (repository: string) => boolean;
  /** Over the cap in force: merged, it would wait for an admin. */
  readonly wouldBeHeld: boolean;
  readonly capPercent: number | null;
}

const ROWS_SHOWN = 100;
const PULLS_SHOWN = 5;

/** What a policy would change, as GitHub's Markdown. Absolute figures only: the same state gives the same text. */
export function previewText(preview: Preview, telling: Telling): PreviewText {
  const parts = [
    lead(preview),
    telling.wouldBeHeld
      ? `That is over the cap of ${telling.capPercent}%: once merged, this policy is **held**, and what is in force stays in force until an admin runs \`training-gate policy release\`.`
      : "",
    ...(telling.show === "names" ? tables(preview, telling) : [countsText(preview)]),
    "This is tried on the pull requests that are open now. Push again, or press “Check again”, to have it tried anew.",
  ];
  return { title: titleOf(preview, telling), summary: clip(parts.filter((part) => part !== "").join("\n\n")) };
}

function titleOf(preview: Preview, { wouldBeHeld }: Telling): string {
  const blocked = blockedAtWorst(preview);
  if (blocked === 0) return "Nothing would newly block";
  return wouldBeHeld
    ? `Would be held: it newly blocks ${blocked} of ${preview.open} open pull requests`
    : `Would newly block ${blocked} of ${preview.open} open pull requests`;
}

function lead({ newlyBlocked, newlyOpen, undecided, open, people }: Preview): string {
  const withheld = people.filter(({ newly }) => newly === "withheld").length;
  const asked = people.length - withheld;
  return [
    `Of ${count(open, "open pull request")} this policy would newly block ${newlyBlocked.length}, for ${count(withheld, "person")}, and open ${newlyOpen.length}.`,
    asked > 0 ? `${count(asked, "person")} would be asked for something and could merge all the same.` : "",
    undecided.length > 0 ? `Of ${undecided.length} more it cannot be told, since GitHub did not give everything.` : "",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

function countsText({ people, repositories }: Preview): string {
  if (people.length + repositories.length === 0) return "";
  return `Who they are is not told here: \`training-gate policy preview\` tells an admin. It concerns ${repositories.length === 1 ? "1 repository" : `${repositories.length} repositories`}.`;
}

function tables({ repositories, people }: Preview, { namesPeopleOn }: Telling): readonly string[] {
  const named = people.flatMap((person) => {
    const pulls = person.pulls.filter(({ repository }) => namesPeopleOn(repository));
    return pulls.length > 0 ? [{ ...person, pulls }] : [];
  });
  const unnamed = people.length - named.length;
  return [
    table(
      ["repository", "newly blocked", "newly open", "cannot be told"],
      repositories.map(({ repository, newlyBlocked, newlyOpen, undecided }) => [
        escapeMarkdown(repository),
        String(newlyBlocked),
        String(newlyOpen),
        String(undecided),
      ]),
    ),
    table(["who", "newly", "needs", "pull requests"], named.map(personRow)),
    unnamed > 0 ? `${count(unnamed, "person")} more on repositories where people are not named.` : "",
  ];
}

function personRow({ login, newly, needs, pulls }: PreviewedPerson): readonly string[] {
  return [
    `@${escapeMarkdown(login)}`,
    newly === "withheld" ? "blocked" : "asked, merges",
    escapeMarkdown(needs.join(", ")),
    placesOf(pulls),
  ];
}

function placesOf(pulls: readonly PreviewedPull[]): string {
  const shown = pulls.slice(0, PULLS_SHOWN).map(({ repository, number }) => escapeMarkdown(`${repository}#${number}`));
  return pulls.length > PULLS_SHOWN ? `${shown.join(", ")} and ${pulls.length - PULLS_SHOWN} more` : shown.join(", ");
}

function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const more =
    rows.length > ROWS_SHOWN ? [[`and ${rows.length - ROWS_SHOWN} more`, ...heading.slice(1).map(() => "")]] : [];
  return [heading, heading.map(() => "---"), ...rows.slice(0, ROWS_SHOWN), ...more]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

function count(number: number, word: string): string {
  if (number === 1) return `1 ${word}`;
  return `${number} ${word === "person" ? "people" : `${word}s`}`;
}

function clip(text: string): string {
  return text.length <= MAX_SUMMARY_CHARS ? text : `${text.slice(0, MAX_SUMMARY_CHARS - 2)}\n…`;
}
