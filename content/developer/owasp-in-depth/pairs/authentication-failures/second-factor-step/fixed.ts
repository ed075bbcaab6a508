import { randomBytes } from "node:crypto";

export type Directory = {
  checkPassword(
    email: string,
    password: string,
  ): Promise<{ id: string; hasSecondFactor: boolean } | undefined>;
  checkCode(memberId: string, code: string): Promise<boolean>;
};

const started = new Map<
  string,
  { memberId: string; triesLeft: number; endsAt: number }
>();
const sessions = new Map<string, string>();
const newToken = () => randomBytes(32).toString("base64url");

export async function signIn(
  directory: Directory,
  email: string,
  password: string,
): Promise<string> {
  const member = await directory.checkPassword(email, password);
  if (!member) throw new Error("E-mail or password is wrong");
  const token = newToken();
  if (member.hasSecondFactor)
    started.set(token, {
      memberId: member.id,
      triesLeft: 5,
      endsAt: Date.now() + 300_000,
    });
  else sessions.set(token, member.id);
  return token;
}

export const awaitsCode = (token: string): boolean => started.has(token);
export const currentMember = (token: string): string | undefined => sessions.get(token);

export async function enterCode(
  directory: Directory,
  token: string,
  code: string,
): Promise<string> {
  const login = started.get(token);
  if (!login || login.triesLeft-- <= 0 || login.endsAt < Date.now())
    throw new Error("Please sign in again");
  if (!(await directory.checkCode(login.memberId, code)) || !started.delete(token))
    throw new Error("That code is wrong");
  const session = newToken();
  sessions.set(session, login.memberId);
  return session;
}
