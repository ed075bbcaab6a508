import type { Installation } from "../../domain/installation.ts";
import type { AccountName } from "../../domain/pull-request.ts";

/** Who an account is by the organisation's identity provider. */
export interface ExternalIdentity {
  readonly account: AccountName;
  readonly nameId: string;
  readonly addresses: readonly string[];
}

export interface IdentityReader {
  /** One request for each 100; empty where the organisation has no provider of its own, or the App may not see it. */
  read(installation: Installation): Promise<readonly ExternalIdentity[]>;
}
