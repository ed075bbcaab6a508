const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

export function invitation(inviter: string, team: string): string {
  return `<p>${escapeHtml(inviter)} invites you to <b>${escapeHtml(team)}</b>.</p>`;
}

export function exportReady(fileName: string): string {
  return `<p>Your export <code>${fileName}</code> is ready.</p>`;
}

export function weeklyDigest(team: string, titles: readonly string[]): string {
  const items = titles.map((title) => `<li>${escapeHtml(title)}</li>`);
  return `<h1>This week in ${escapeHtml(team)}</h1><ul>${items.join("")}</ul>`;
}
