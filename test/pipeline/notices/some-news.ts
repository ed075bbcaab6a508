import { accountId, personId } from "../../../src/domain/ids.ts";
import type { NoticeKind } from "../../../src/domain/stores/notices.ts";
import type { SaidNotice } from "../../../src/pipeline/notices/due.ts";
import type { DocumentNews, HoldNews, LayerNews, PersonNews } from "../../../src/pipeline/notices/news.ts";

export const DAY_MS = 86_400_000;
export const JO = personId("3f0c9a52-8f6f-4f0e-9d7e-0e7a1f6b2c11");

export const COURSE = { id: "owasp-top-10-2025", title: "OWASP Top 10:2025", time: "about 60 min" } as const;

export function news(told: Partial<PersonNews> = {}): PersonNews {
  const nothing = { holds: [], grants: [], layers: [], documents: [] };
  return { person: JO, accounts: [{ id: accountId(7), login: "jo" }], ...nothing, ...told };
}

export function aHold(told: Partial<HoldNews> = {}): HoldNews {
  return { id: "h1", cause: "new", what: "the team payments", instead: null, courses: [COURSE], ...told };
}

export function aLayer(told: Partial<LayerNews> = {}): LayerNews {
  return { layer: "developer", state: "met", until: null, waived: false, courses: [COURSE], deadline: null, ...told };
}

export function aDocument(told: Partial<DocumentNews> = {}): DocumentNews {
  return {
    ...{ key: "acceptable-use@f00", title: "Acceptable use", url: "https://wiki.example.org/use" },
    ...{ effectiveOn: "2026-12-01", acceptWithinDays: 14, text: null, ...told },
  };
}

export function said(kind: NoticeKind, about: string, sentAt: Date, delivered = true): SaidNotice {
  const outcome = {
    delivered,
    channel: delivered ? ("mail" as const) : null,
    ref: null,
    why: delivered ? null : ("no-address" as const),
  };
  return { kind, about, plannedAt: sentAt, sentAt, outcome };
}

/** In mind, and not said yet. */
export function planned(kind: NoticeKind, about: string, plannedAt: Date): SaidNotice {
  return { kind, about, plannedAt, sentAt: null, outcome: null };
}
