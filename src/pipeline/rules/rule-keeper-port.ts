import type { RepositoryId } from "../../domain/ids.ts";
import type { Installation, Repository } from "../../domain/installation.ts";

/**
 * Why GitHub did not do it. `unavailable`: not with this plan or version, or not with this App's permissions, which it
 * does not tell apart. `not-reported`: it takes a check only from an App that has lately reported one there. `not-now`:
 * at the last moment there was nothing to write.
 */
export type Refusal = "unavailable" | "not-reported" | "invalid" | "not-now";

/** Our ruleset as it stands at GitHub. */
export interface FoundRuleset {
  readonly id: number;
  /** Disabled, or only evaluated: it holds nobody back. */
  readonly enforced: boolean;
  readonly targets: readonly RepositoryId[];
  /** Apart from its targets it is what we would write. */
  readonly intact: boolean;
}

export type Found = FoundRuleset | "none" | "unavailable";
export type Written = { readonly ok: true; readonly id: number | null } | { readonly ok: false; readonly why: Refusal };

/** Reads and writes the rule that requires our check. Each method is one request, but for what it says. */
export interface RuleKeeper {
  /** By its name; two requests where it is there. */
  findOfOrganisation(installation: Installation): Promise<Found>;
  /**
   * Makes it, or changes the one of this id. `choose` is asked when the write's turn has come and nothing else is left to
   * wait for: its targets, or null for none to be written.
   */
  writeOfOrganisation(
    installation: Installation,
    id: number | null,
    choose: () => Promise<readonly RepositoryId[] | null>,
  ): Promise<Written>;
  removeOfOrganisation(installation: Installation, id: number): Promise<void>;
  /** By its name; two requests where it is there. */
  findOfRepository(repository: Repository): Promise<Found>;
  /** `confirm` is asked when the write's turn has come. */
  writeOfRepository(repository: Repository, id: number | null, confirm: () => Promise<boolean>): Promise<Written>;
  removeOfRepository(repository: Repository, id: number): Promise<void>;
  /**
   * Adds our check to the classic protection of the default branch, and leaves all else of it as it is: two requests.
   * `invalid` where a protection is there that asks for no checks at all, since only the whole could be written then.
   */
  protect(repository: Repository): Promise<Written>;
  /** Takes our check out again: two requests. */
  unprotect(repository: Repository): Promise<void>;
  /** The newest commit of the default branch, for a first run; null if there is none. */
  readTip(repository: Repository): Promise<string | null>;
}
