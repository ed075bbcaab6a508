import type { AwarenessMethod, SentKind } from "../../domain/awareness.ts";

/** Whom it is for, of those whom the roster names or who have access. */
export type Audience =
  | { readonly kind: "everyone" }
  | { readonly kind: "layers"; readonly layers: readonly string[] }
  /** Roles of the roster; case does not count. */
  | { readonly kind: "roles"; readonly roles: readonly string[] };

/** Something short to read, that is sent. */
export interface Newsletter {
  /** `2026-12-report-early`, the name of its file. */
  readonly slug: string;
  readonly title: string;
  readonly kind: SentKind;
  readonly method: AwarenessMethod;
  readonly audience: Audience;
  readonly markdown: string;
  /** The file as it lies there, its head included, and its digest. */
  readonly text: string;
  readonly textSha256: string;
  readonly quiz: MicroQuiz | null;
}

/** Three questions beside it. They are no training: nobody passes or fails, and no gate asks for them. */
export interface MicroQuiz {
  /** Of the questions as they are asked: what is answered is known by it. */
  readonly sha256: string;
  readonly questions: readonly MicroQuestion[];
}

export interface MicroQuestion {
  readonly id: string;
  /** Markdown. */
  readonly text: string;
  /** One of them is right. Each in one line of Markdown. */
  readonly options: readonly { readonly text: string; readonly correct: boolean; readonly why: string }[];
}
