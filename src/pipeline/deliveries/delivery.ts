import type { AccessObservation } from "../../domain/access.ts";
import type { AccountId, RepositoryId } from "../../domain/ids.ts";
import type { Installation, Repository } from "../../domain/installation.ts";
import type { AccountName, PullRequest } from "../../domain/pull-request.ts";
import type { FileJob } from "../../domain/stores/index.ts";
import type { Head } from "../../domain/subject.ts";

/** One webhook delivery as it came in. */
export interface Received {
  readonly id: string;
  readonly event: string;
  readonly action: string | null;
  readonly bodySha256: string;
  readonly bodyBytes: number;
  readonly receivedAt: Date;
}

/**
 * What a payload names, and the few things that it tells which can be read nowhere later. Everything is optional:
 * an event that names nothing of ours is stored and done with.
 */
export interface Described {
  readonly installation?: Pick<Installation, "id" | "orgId" | "orgLogin" | "accountType">;
  readonly repository?: Repository;
  readonly accounts?: readonly AccountName[];
  /** A pull request as the payload shows it, ordered against other looks by its time. */
  readonly pull?: PullRequest;
  /** Who brought the head here; `unlessKnown`: if nobody else is known to have. */
  readonly push?: { readonly head: Head; readonly pusher: AccountName; readonly unlessKnown?: boolean };
  /** A pull request of which somebody was assigned, or gave an opinion: what was read of it before is old. */
  readonly backingTold?: Pick<PullRequest, "repositoryId" | "number">;
  readonly observations?: readonly AccessObservation[];
  readonly jobs?: readonly FileJob[];
  /** The head's check was asked for anew at GitHub. */
  readonly rerun?: Head;
  /** The installation as GitHub now has it; `change` names it in the gate log. */
  readonly installationChange?: { readonly change: string; readonly now: Omit<Installation, "baselineAt"> };
  readonly removedRepositories?: readonly RepositoryId[];
  /** Whose sign-in at GitHub ended: their sessions end too. */
  readonly revoked?: AccountId;
  /** Accounts whose access changed: their open pull requests are looked at again. */
  readonly accessChanged?: readonly AccountId[];
  /** A repository on which a whole team's access changed: all of its open pull requests are looked at again. */
  readonly accessChangedOn?: RepositoryId;
}

export interface Delivery extends Described {
  readonly received: Received;
}
