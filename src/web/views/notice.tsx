import type { PropsWithChildren } from "hono/jsx";
import { Icon, type IconName } from "./icon.tsx";

export type Tone = "neutral" | "accent" | "success" | "attention" | "danger";

const ICONS: Record<Tone, IconName> = {
  neutral: "dot",
  accent: "dot",
  success: "check",
  attention: "clock",
  danger: "alert",
};

/** A state in one word or two: colour, mark and text say the same. */
export function Label({ tone, children }: PropsWithChildren<{ tone: Tone }>) {
  return (
    <span class={`label label-${tone}`}>
      <Icon name={ICONS[tone]} />
      {children}
    </span>
  );
}

export function Panel({ tone, children }: PropsWithChildren<{ tone: Tone }>) {
  return <div class={`panel panel-${tone}`}>{children}</div>;
}

/** What keeps a form from being taken. Links to `#problems` bring the focus here, without a script. */
export function ErrorSummary({ heading, children }: PropsWithChildren<{ heading: string }>) {
  return (
    <section id="problems" class="panel panel-danger" tabindex={-1} role="alert" aria-labelledby="problems-heading">
      <h2 id="problems-heading">{heading}</h2>
      {children}
    </section>
  );
}
