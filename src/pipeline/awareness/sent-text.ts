import { z } from "zod";
import type { OrgId } from "../../domain/ids.ts";
import { bodyOf } from "../../programme/awareness/parse-newsletters.ts";
import type { AwarenessDeps } from "./deps.ts";
import type { SentText } from "./port.ts";

export async function readSentText(
  org: OrgId,
  id: string,
  { stores }: Pick<AwarenessDeps, "stores">,
): Promise<SentText | null> {
  const found = z.uuid().safeParse(id).success ? await stores.awareness.find(org, id) : null;
  if (found?.text == null) return null;
  const { title, kind, happenedAt, textSha256, text } = found;
  return { title, kind, happenedAt, textSha256, markdown: bodyOf(text) };
}
