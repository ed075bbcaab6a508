import { randomBytes } from "node:crypto";

export type Directory = {
  checkPassword(
    email: string,
    password: string,
  ): Promise<{ id: string; hasSecondFactor: boolean } | undefined>;
  checkCode(memberId: string, code: string): Promise<boolean>;
};

const sessions = new Map<string, { memberId: string; awaitingCode: boolean }>();
const newToken = () => randomBytes(32).toString("base64url");

export async function signIn(
  directory: Directory,
  email: string,
  password: string,
): Promise<string> {
  const member = await directory.checkPassword(email, password);
  if (!member) throw new Error("E-mail or password is wrong");
  const token = newToken();
  sessions.set(token, { memberId: member.id, awaitingCode: member.hasSecondFactor });
  return token;
}

export const awaitsCode = (token: string): boolean =>
  sessions.get(token)?.awaitingCode ?? false;
export const currentMember = (token: string): string | undefined =>
  sessions.get(token)?.memberId;

export async function enterCode(
  directory: Directory,
  token: string,
  code: string,
): Promise<string> {
  const session = sessions.get(token);
  if (!session || !(await directory.checkCode(session.memberId, code)))
    throw new Error("That code is wrong");
  session.awaitingCode = false;
  return token;
}
