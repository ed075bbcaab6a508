import type { OrgId } from "../../domain/ids.ts";
import type { Hold } from "../../domain/stores/holds.ts";
import type { NoticeStore, Unreached } from "../../domain/stores/notices.ts";
import type { UnreachedPerson } from "./digest-text.ts";
import { ABOUT_HOLDS } from "./due.ts";
import { toHoldNews, type WordsDeps } from "./gather-news.ts";

export type UnreachedNotice = Awaited<ReturnType<NoticeStore["unreached"]>>[number];

const MOST = 200;

export const WHYS: Readonly<Record<Unreached, string>> = {
  "no-channel": "the policy names no way to tell people: see notices:",
  "not-granted": "the App may not write issues",
  "no-repository": "the onboarding repository is not there, or not reached",
  "no-issues": "the onboarding repository has no issues",
  gated: "seats of the onboarding repository's team wait for training",
  "no-account": "no GitHub account of theirs is known",
  "cannot-read": "they cannot read the onboarding repository",
  "no-address": "no mail address of theirs is known",
  "address-refused": "the mail server refuses their address",
  "mail-server": "the mail server does not answer",
};

/** Holds of which nobody heard, oldest first. */
export async function listUnreached(
  org: OrgId,
  { stores }: Pick<WordsDeps, "stores">,
): Promise<readonly UnreachedNotice[]> {
  return stores.notices.unreached(org, ABOUT_HOLDS, MOST);
}

/** Each with a sentence that can be pasted into a chat. For the digest, and for the page of those who run this app. */
export async function describeUnreached(
  notices: readonly UnreachedNotice[],
  { baseUrl, ...deps }: WordsDeps & { readonly baseUrl: string },
): Promise<readonly UnreachedPerson[]> {
  const accounts = await deps.stores.people.accountsOfAll(notices.map(({ person }) => person));
  return Promise.all(
    notices.map(async ({ person, about, outcome }) => {
      const login = accounts.find((account) => account.person === person)?.login ?? "somebody";
      return {
        login,
        why: outcome?.why ? WHYS[outcome.why] : "it did not reach them",
        sentence: await sentenceFor(await deps.stores.holds.find(about), login, { ...deps, baseUrl }),
      };
    }),
  );
}

/** What somebody can be told of their access that waits, by whoever has a chat with them. */
export async function sentenceFor(
  hold: Hold | null,
  login: string,
  { baseUrl, ...deps }: WordsDeps & { readonly baseUrl: string },
): Promise<string> {
  const news = hold && (await toHoldNews(hold, deps));
  const courses = news?.courses.map(({ title, time }) => (time === null ? title : `${title} (${time})`)) ?? [];
  const needs = courses.length === 0 ? "a training" : courses.join(" and ");
  return `Hello ${login}, your access to ${news?.what ?? "our repositories"} waits for ${needs}. Please sign in with GitHub at ${baseUrl}/ and start there; as soon as you are done, the access comes by itself.`;
}
