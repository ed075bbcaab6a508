import { z } from "zod";
import { PINNED_COURSE } from "./pin.ts";

/** The kinds of value that a policy is written in. Every one is bounded: a file is read on each push and shown on pages. */

/** A message for a value that does not fit; that one is missing is said elsewhere, for all kinds alike. */
export function unlessMissing(message: string) {
  return ({ input }: { readonly input?: unknown }) => (input === undefined ? undefined : message);
}

const DURATION = /^\d{1,4}d$/;
const SHARE = /^(?:100|\d{1,2})%$/;

/** A number of days, written `365d`. */
export function days(least: number, most: number) {
  return z.codec(
    z.string().regex(DURATION, "must be a number of days such as 30d"),
    z.number().int().min(least, `must be at least ${least}d`).max(most, `must be at most ${most}d`),
    { decode: (text) => Number(text.slice(0, -1)), encode: (count) => `${count}d` },
  );
}

/** A share in whole percent, written `10%`. */
export function share(least: number, most: number) {
  return z.codec(
    z.string().regex(SHARE, "must be a share from 0% to 100% such as 10%"),
    z.number().int().min(least, `must be at least ${least}%`).max(most, `must be at most ${most}%`),
    { decode: (text) => Number(text.slice(0, -1)), encode: (percent) => `${percent}%` },
  );
}

/** A day, kept as written: `YYYY-MM-DD` sorts as text, and a policy stays plain JSON. It begins at midnight UTC. */
export const Day = z.iso.date({ error: unlessMissing("must be a day that exists, written YYYY-MM-DD") });

/** One line of text that is shown to people. */
export function line(longest: number) {
  return z
    .string()
    .max(longest, `must be at most ${longest} characters`)
    .regex(/^[^\p{Cc}]*[^\p{Cc}\s][^\p{Cc}]*$/u, "must be one line of text, and not empty");
}

/** Names of ours: layers, courses, declared systems. They name folders and stand in addresses. */
export const Slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, "must be lower-case letters, digits and hyphens, at most 64");

/** A course of `content/`, or one of its major versions. */
export const CourseName = z
  .string()
  .regex(
    PINNED_COURSE,
    "must be a course such as owasp-top-10-2025, or a major version of it such as owasp-top-10-2025@1",
  );

/** A module of a course: in whichever version is in force. */
export const ModuleName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,63}\/[a-z0-9][a-z0-9-]{0,63}$/,
    "must be a course and one of its modules, such as owasp-top-10-2025/injection",
  );

/** A team by its slug: GitHub's names for it change, slugs are what its addresses hold. */
export const TeamSlug = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, "must be the slug of a team, without @ and organisation");

export const TeamPattern = z
  .string()
  .regex(/^[A-Za-z0-9*][A-Za-z0-9._*-]{0,99}$/, "must be the slug of a team, in which * stands for any characters");

export const RepositoryPattern = z
  .string()
  .regex(
    /^[A-Za-z0-9._*-]{1,100}$/,
    "must be the name of a repository without its owner, in which * stands for any characters",
  );

/** GitHub's numeric id of an account: a login can be given up and taken by someone else. */
export const AccountId = z
  .number()
  .int("must be the numeric id of an account")
  .min(1, "must be the numeric id of an account")
  .max(Number.MAX_SAFE_INTEGER, "must be the numeric id of an account");

/** A list that says something: at least one item, none twice. */
export function listOf<Item extends z.ZodType<string | number, string | number>>(item: Item, most: number) {
  return z
    .array(item)
    .min(1, "must name at least one")
    .max(most, `must name at most ${most}`)
    .refine((items) => new Set(items).size === items.length, "names the same thing twice");
}

/** What is decided on is never changed in place. */
export type DeepReadonly<T> = T extends (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;
