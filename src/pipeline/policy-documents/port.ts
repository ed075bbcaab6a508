import type { OrgId } from "../../domain/ids.ts";
import type {
  PolicyReader,
  PolicyText,
  ReaderCounts,
  ReaderQuery,
  TrainingPolicyHead,
  TrainingPolicyVersion,
} from "../../domain/stores/policy-documents.ts";
import type { ListedPolicy } from "../../programme/listed/listed.ts";
import type { DiffLine } from "../../programme/policy-document/diff.ts";
import type { CheckedName } from "../../training/attestation.ts";
import type { Paged } from "../admin/port.ts";
import type { Actor, Done } from "../exceptions/port.ts";
import type { Viewer } from "../learning/port.ts";

/** An organisation whose policies somebody may read. */
export interface PolicyHome {
  readonly org: OrgId;
  readonly login: string;
}

export interface TrainingPolicyPage {
  readonly home: PolicyHome;
  readonly shown: TrainingPolicyVersion;
  /** The newest first. */
  readonly versions: readonly TrainingPolicyHead[];
}

export interface PolicyDifference {
  readonly home: PolicyHome;
  readonly from: TrainingPolicyHead;
  readonly to: TrainingPolicyHead;
  /** Null stands for lines that are the same and left out; nothing, where the texts are the same. */
  readonly lines: readonly (DiffLine | null)[];
}

/** A policy as it concerns the one who reads. */
export interface OwnPolicy {
  readonly policy: ListedPolicy;
  /** Of the training policy: whose it is. */
  readonly home: PolicyHome | null;
  readonly isMeant: boolean;
  /** When they accepted this wording. */
  readonly acknowledgedAt: Date | null;
}

export type Acknowledged =
  | { readonly kind: "accepted" }
  /** They had accepted it before. */
  | { readonly kind: "already" }
  | { readonly kind: "not-listed" }
  /** There is another wording by now. */
  | { readonly kind: "changed" }
  | { readonly kind: "bad-name"; readonly problem: Extract<CheckedName, { ok: false }>["problem"] };

/** A wording that somebody read, and the name that they typed. `org` is only looked at for a training policy. */
export interface Acceptance extends PolicyText {
  readonly org: OrgId | null;
  readonly typedName: string;
}

export interface ListedFigures extends ReaderCounts {
  readonly policy: ListedPolicy;
}

export interface NamedVersion extends TrainingPolicyHead {
  /** The login that they have now. */
  readonly approver: string | null;
}

export interface PoliciesOverview {
  /** The newest first. */
  readonly versions: readonly NamedVersion[];
  readonly listed: readonly ListedFigures[];
}

export interface PolicyReaders {
  readonly policy: ListedPolicy;
  readonly readers: Paged<PolicyReader>;
  /** What somebody can be told by whoever has a chat with them. */
  readonly sentence: string;
}

export interface Approval {
  readonly version: number;
  /** Of what they read: another text is refused. */
  readonly sha256: string;
  readonly typedName: string;
  /** Null where the command line approves. */
  readonly sessionId: string | null;
}

/** What everybody may do who is signed in. */
export interface PolicyReading {
  /** One version, or without a number the one that was approved last, and before any was the draft. Null for strangers. */
  trainingPolicy(
    viewer: Viewer,
    asked: { readonly org?: string | undefined; readonly version?: number | undefined },
  ): Promise<TrainingPolicyPage | null>;
  difference(
    viewer: Viewer,
    asked: { readonly org?: string | undefined; readonly from: number; readonly to: number },
  ): Promise<PolicyDifference | null>;
  /** All that there are for people of their organisations: what waits for them first. */
  policies(viewer: Viewer): Promise<readonly OwnPolicy[]>;
  acknowledge(viewer: Viewer, acceptance: Acceptance): Promise<Acknowledged>;
}

/** For administrators, and for auditors to read: who may is checked by who asks, but for approving. */
export interface PolicyOffice {
  overview(org: OrgId): Promise<PoliciesOverview>;
  /** Null for a policy that is not listed. */
  readers(org: OrgId, policyId: string, query: ReaderQuery): Promise<PolicyReaders | null>;
  version(org: OrgId, version: number | null): Promise<TrainingPolicyVersion | null>;
  approve(by: Actor, org: OrgId, approval: Approval): Promise<Done>;
}

export interface PolicyDocuments extends PolicyReading, PolicyOffice {}
