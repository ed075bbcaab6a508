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
  const state = show === "ended" ? "ended" : "waiting";
  const found: HoldRow[] = [];
  for (let { after } = asked; found.length < limit; ) {
    const page: readonly HoldView[] = await deps.desk.list(org, { state, after, limit });
    const named = page.filter(({ login, what }) => `${login ?? ""}\n${what}`.toLowerCase().includes(wanted));
    const rows = await Promise.all(named.map(async (hold) => ({ ...hold, notice: await noticeOf(hold, deps) })));
    found.push(...(show === "untold" ? rows.filter(reachedNobody) : rows));
    after = page.at(-1)?.id ?? null;
    if (page.length < limit) break;
  }
  return found.slice(0, limit);
}

/** Where nothing was sent yet, nothing failed yet. */
function reachedNobody({ notice }: HoldRow): boolean {
  return notice !== null && notice.told === null && notice.why !== null;
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
