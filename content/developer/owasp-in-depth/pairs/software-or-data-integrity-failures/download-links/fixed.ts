import { createHmac, timingSafeEqual } from "node:crypto";

const sign = (key: Buffer, account: string, invoice: string, expires: string) =>
  createHmac("sha256", key)
    .update(JSON.stringify(["invoice-download", account, invoice, expires]))
    .digest();

export function linkFor(
  key: Buffer,
  account: string,
  invoice: string,
  expires: number,
): string {
  const signature = sign(key, account, invoice, String(expires)).toString("base64url");
  return `/download?${new URLSearchParams({ account, invoice, expires: String(expires), signature })}`;
}

export function readLink(
  key: Buffer,
  link: string,
  now: number,
): { account: string; invoice: string } {
  const query = new URL(link, "https://invoices.invalid").searchParams;
  const field = (name: string) => query.get(name) ?? "";
  const sent = Buffer.from(field("signature"), "base64url");
  const ours = sign(key, field("account"), field("invoice"), field("expires"));
  if (sent.length !== ours.length || !timingSafeEqual(sent, ours))
    throw new Error("This link is not ours");
  if (Number(field("expires")) < now) throw new Error("This link has expired");
  return { account: field("account"), invoice: field("invoice") };
}
