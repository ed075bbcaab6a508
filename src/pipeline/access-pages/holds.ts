import type { OrgId } from "../../domain/ids.ts";
import type { Hold } from "../../domain/stores/holds.ts";
import type { HoldsDesk, HoldView } from "../access/holds-desk.ts";
import { isAboutHold } from "../notices/due.ts";
import type { WordsDeps } from "../notices/gather-news.ts";
import { sentenceFor, WHYS } from "../notices/unreached.ts";
import type { HoldNotice, HoldRow, HoldsAsked } from "./port.ts";

export interface HoldPagesDeps extends WordsDeps {
  readonly desk: Pick<HoldsDesk, "list">;
  /** `https://training.example.org` */
  readonly baseUrl: string;
}

/** As many as are asked for; the list is read on until they are found, and never held as a whole. */
export async function listHolds(org: OrgId, asked: HoldsAsked, deps: HoldPagesDeps): Promise<readonly HoldRow[]> {
  const { show, search, limit } = asked;
  const wanted = search.toLowerCase().replace(/^@/, "");
  const found: HoldView[] = [];
  for (let { after } = asked; found.length < limit; ) {
    const page: readonly HoldView[] = await deps.desk.list(org, { state: show, after, limit });
    found.push(...page.filter(({ login, what }) => `${login ?? ""}\n${what}`.toLowerCase().includes(wanted)));
    after = page.at(-1)?.id ?? null;
    if (page.length < limit) break;
  }
  return Promise.all(found.slice(0, limit).map(async (hold) => ({ ...hold, notice: await noticeOf(hold, deps) })));
}

async function noticeOf(hold: HoldView, deps: HoldPagesDeps): Promise<HoldNotice> {
  if (hold.ended || hold.cause === "leaver") return null;
  const said = (await deps.stores.notices.ofPerson(hold.orgId, hold.person)).filter((one) => isAbout(one, hold));
  const told = said.find(({ outcome }) => outcome?.delivered)?.sentAt;
  if (told) return { told };
  const why = said.find(({ outcome }) => outcome?.why)?.outcome?.why;
  const sentence = await sentenceFor(hold, hold.login ?? "", deps);
  return { told: null, why: why ? WHYS[why] : null, sentence };
}

function isAbout({ kind, about }: Parameters<typeof isAboutHold>[0] & { readonly about: string }, { id }: Hold) {
  return isAboutHold({ kind }) && about === id;
}
