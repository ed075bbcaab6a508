import type { Tx } from "../db/client.ts";
import { readIdentities } from "../db/evidence/identities.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import { identitiesPack } from "../evidence/identities.ts";
import { inFolder } from "../evidence/log-pack.ts";
import type { LogState } from "../evidence/manifest.ts";
import type { Pack } from "../evidence/pack.ts";
import { listVkeys } from "../pipeline/anchors/vkeys.ts";
import type { SigningKeys } from "../pipeline/log/deps.ts";
import { packOf } from "./log-desk.ts";
import type { Storage } from "./storage.ts";

/** The newest state that was signed, as these stores see it. */
export async function logStateIn(stores: Pick<OutsideStores, "logTree">, keys: SigningKeys): Promise<LogState | null> {
  const checkpoint = await stores.logTree.latest();
  const [vkey] = await listVkeys(stores, keys);
  if (!checkpoint || vkey === undefined) return null;
  const { epoch, size, root, note } = checkpoint;
  return { epoch, size, root: Buffer.from(root).toString("base64"), checkpoint: note, vkey };
}

/** The log as the snapshot sees it signed, in a folder of its own, and who its subjects are. */
export async function* besideReports(
  { tx, stores }: { readonly tx: Tx; readonly stores: OutsideStores },
  { storage, keys }: { readonly storage: Storage; readonly keys: SigningKeys },
): Pack {
  const log = await packOf({ ...storage, stores }, keys);
  if (log) yield* inFolder("log/", log);
  yield* identitiesPack(readIdentities(tx));
}
