import type { AwarenessMethod, HeldKind, Outcomes } from "../../domain/awareness.ts";
import type { OrgId } from "../../domain/ids.ts";
import type {
  ActivityQuery,
  AwarenessActivity,
  AwarenessImport,
  AwarenessImportKind,
  Recipient,
} from "../../domain/stores/awareness.ts";
import type { Newsletter } from "../../programme/awareness/newsletter.ts";
import type { ToldHeld, ToldIncidents } from "../../programme/awareness/read-counts.ts";
import type { ToldResult } from "../../programme/awareness/read-phishing.ts";
import type { Actor, Done, Refused } from "../exceptions/port.ts";
import type { Message } from "../notices/port.ts";
import type { Run } from "./send-open.ts";

/** A file as it was read, whatever it is of. */
export interface AwarenessFile {
  readonly org: OrgId;
  /** Which system, as the map of its columns calls it. */
  readonly source: string;
  readonly fileSha256: string;
  /** How many of its lines could not be used. */
  readonly rejected: number;
}

export type ToldFile =
  | { readonly kind: "phishing"; readonly told: readonly ToldResult[] }
  | { readonly kind: "incidents"; readonly told: readonly ToldIncidents[] }
  | { readonly kind: "drills"; readonly told: readonly ToldHeld[] };

/** What a file brings, or would. */
export interface Brought {
  readonly kind: AwarenessImportKind;
  /** Lines that nobody had told before. */
  readonly added: number;
  /** Of a simulation: recipients of whom more is known than before. */
  readonly changed: number;
  readonly known: number;
  /** Recipients whom the roster does not name. */
  readonly unmatched: number;
  /** What it is about, by name, with how many lines. */
  readonly parts: readonly { readonly title: string; readonly lines: number }[];
}

export type BroughtOrNot = { readonly ok: true; readonly brought: Brought } | Refused;
export type Recorded = { readonly ok: true } | Refused;

export interface HeldAsk {
  readonly org: OrgId;
  readonly kind: HeldKind;
  readonly method: AwarenessMethod;
  readonly title: string;
  /** `YYYY-MM-DD` */
  readonly on: string;
  readonly participants: number;
}

export interface IncidentAsk {
  readonly org: OrgId;
  readonly on: string;
  readonly reports: number;
  readonly minutesToReport: number | null;
}

/** An activity as it may be shown: what fewer than five people did is not told. */
export interface ActivityView
  extends Omit<AwarenessActivity, "salt" | "outcomes" | "recordedBy" | "keySha256" | "text"> {
  readonly outcomes: Outcomes | null;
  readonly suppressed: boolean;
}

/** A text as it was sent, which is what its digest is of. */
export interface SentText extends Pick<ActivityView, "title" | "kind" | "happenedAt" | "textSha256"> {
  /** Without its head. */
  readonly markdown: string;
}

export interface AwarenessRecords {
  /** Says what a file would bring. Changes nothing. */
  preview(file: AwarenessFile, told: ToldFile): Promise<Brought>;
  /** Keeps what is new, all or nothing. The same file again changes nothing. */
  take(by: Actor, file: AwarenessFile, told: ToldFile): Promise<BroughtOrNot>;
  /** As a form tells it. */
  recordHeld(by: Actor, ask: HeldAsk): Promise<Recorded>;
  recordIncidents(by: Actor, ask: IncidentAsk): Promise<Recorded>;
  list(query: ActivityQuery): Promise<readonly ActivityView[]>;
  imports(org: OrgId): Promise<readonly AwarenessImport[]>;
  /** Null for what was not sent from here. */
  sentText(org: OrgId, id: string): Promise<SentText | null>;
}

/** A way to bring what is written to somebody. What may pass throws, so that it is tried again. */
export interface AwarenessSender {
  readonly channel: string;
  send(to: Recipient, message: Message): Promise<"delivered" | "undeliverable">;
}

/** Whom something would reach, before it is sent. */
export interface SendPreview {
  readonly newsletter: Newsletter;
  readonly audience: number;
  /** Of these: no address is known. */
  readonly withoutAddress: number;
  /** Of these: this very text was delivered to them already. */
  readonly reached: number;
  readonly roster: number;
  readonly sentAt: Date | null;
  /** It is on its way now. */
  readonly isOpen: boolean;
}

export interface AwarenessSending {
  /** What lies ready, newest first. */
  newsletters(): readonly Newsletter[];
  preview(org: OrgId, slug: string): Promise<SendPreview | null>;
  /**
   * Settles whom it goes to. What was sent before is not sent again unless `again` says so, and then to those whom this
   * text did not reach. What is on its way already goes on.
   */
  start(by: Actor, ask: { readonly org: OrgId; readonly slug: string; readonly again: boolean }): Promise<Done>;
  /** Sends what is on its way; answers 0 when nobody waits any more. Safe to be broken off and run again, and beside itself. */
  sendOpen(run: Run): Promise<number>;
}
