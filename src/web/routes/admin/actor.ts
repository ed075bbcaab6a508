import type { Actor } from "../../../pipeline/exceptions/port.ts";
import type { SignedInEnv } from "../../env.ts";

/** Whoever is signed in, as the one who does it. */
export function actorOf(c: { readonly var: Pick<SignedInEnv["Variables"], "viewer"> }): Actor {
  const { person, id, login } = c.var.viewer.account;
  return { person, account: id, login, via: "ui" };
}

/** A field of the form; undefined where nothing was put in. */
export function fieldIn(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

/** What was sent, to be put into the form again. */
export function sentIn(form: FormData): Readonly<Record<string, string>> {
  const sent: Record<string, string> = {};
  form.forEach((value, name) => {
    if (typeof value === "string") sent[name] = value;
  });
  return sent;
}
