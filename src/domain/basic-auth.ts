/**
 * An address for `fetch`, which takes none with a password in it, and the header that says it instead. The address can be
 * shown; the header cannot.
 */
export function withoutPassword(url: URL): {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
} {
  const { username, password } = url;
  if (username === "" && password === "") return { address: url.href, headers: {} };
  const bare = new URL(url);
  bare.username = "";
  bare.password = "";
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { address: bare.href, headers: { Authorization: `Basic ${Buffer.from(pair, "utf8").toString("base64")}` } };
}
