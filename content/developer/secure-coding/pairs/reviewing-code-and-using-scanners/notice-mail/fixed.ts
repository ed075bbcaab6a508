class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
type Value = string | Html | readonly Html[];

function encode(value: Value): string {
  if (value instanceof Html) return value.text;
  if (typeof value !== "string") return value.map(encode).join("");
  return value.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
const html = (literal: TemplateStringsArray, ...values: Value[]) =>
  new Html(String.raw({ raw: literal }, ...values.map(encode)));

export function invitation(inviter: string, team: string): string {
  return html`<p>${inviter} invites you to <b>${team}</b>.</p>`.text;
}

export function exportReady(fileName: string): string {
  return html`<p>Your export <code>${fileName}</code> is ready.</p>`.text;
}

export function weeklyDigest(team: string, titles: readonly string[]): string {
  const items = titles.map((title) => html`<li>${title}</li>`);
  return html`<h1>This week in ${team}</h1><ul>${items}</ul>`.text;
}
