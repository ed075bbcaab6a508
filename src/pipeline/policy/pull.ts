import { sha256OfJson } from "../../domain/canonical-json.ts";
import type { Clock } from "../../domain/clock.ts";
import type { Installation, Repository } from "../../domain/installation.ts";
import type { OutsideStores, Transact } from "../../domain/stores/index.ts";
import type { PolicyCheckRun } from "../../domain/stores/staging.ts";
import type { Head, Subject } from "../../domain/subject.ts";
import { blockedAtWorst } from "../../gate/preview.ts";
import { previewText } from "../../gate/preview-text.ts";
import type { KnownCourse } from "../../policy/known-courses.ts";
import type { LayeredPolicy, PolicyFile } from "../../policy/layer.ts";
import type { CheckOutput, CheckWriter, PolicyProposalReader, RunFinder } from "../github-port.ts";
import { readOrganisationPolicy } from "./organisation-policy.ts";
import type { Policies, PolicyDeps } from "./policies.ts";
import { heldBy } from "./preview-file.ts";
import { problemsOutput } from "./problems.ts";

export interface PolicyPullDeps {
  readonly stores: OutsideStores;
  readonly transact: Transact;
  readonly clock: Clock;
  readonly policies: Pick<Policies, "inForce">;
  readonly proposals: PolicyProposalReader;
  readonly policyChecks: CheckWriter;
  readonly policyRuns: RunFinder;
  /** Name of the repository that holds the organisation's file. */
  readonly policyRepository: string;
  readonly policySource: {
    readonly deployment: PolicyFile;
    readonly courses: () => Promise<readonly KnownCourse[]>;
    readonly preview: (...asked: Parameters<PolicyDeps["preview"]>) => ReturnType<PolicyDeps["preview"]>;
  };
}

type PolicyPull = Extract<Subject, { kind: "policy-pull" }>;

/** A look at a head in the policy's repository asks for this one too: it may bring another policy. */
export async function filePolicyPull(
  { repositoryId, headSha }: Head,
  { stores, transact, policyRepository }: PolicyPullDeps,
): Promise<void> {
  const repository = await stores.repositories.find(repositoryId);
  if (!repository || !isPolicyRepository(repository, policyRepository)) return;
  const subject: PolicyPull = { kind: "policy-pull", repositoryId, headSha, rerun: false };
  await transact((tx) => tx.jobs.file([{ subject }]));
}

/**
 * Shows on a pull request that changes the policy what it would change: the lines that cannot be used, or who and what
 * would newly be blocked. A check of its own: the gate's is not touched by it, and the policy that judges a pull request
 * is the one in force, never the one that it brings.
 *
 * One read; one write where something differs from what is shown, none where nothing does.
 */
export async function checkPolicyPull({ rerun, ...head }: PolicyPull, deps: PolicyPullDeps): Promise<void> {
  const place = await placeOf(head, deps);
  if (!place) return;
  const proposal = await deps.proposals.readProposal(place.repository, head.headSha, place.number);
  if (!proposal) return;
  const { deployment, courses } = deps.policySource;
  const read = readOrganisationPolicy(proposal.text, { deployment, courses: await courses() });
  const output = read.ok ? await previewOutput(read.layered, place, deps) : problemsOutput(read.problems);
  await show(head, place.repository, { output, rerun }, deps);
}

interface Place {
  readonly repository: Repository;
  readonly installation: Installation;
  readonly number: number;
}

/** Null where no open pull request brings the head to the branch whose file counts. */
async function placeOf(head: Head, { stores, policyRepository }: PolicyPullDeps): Promise<Place | null> {
  const repository = await stores.repositories.find(head.repositoryId);
  if (!repository || repository.archived || !isPolicyRepository(repository, policyRepository)) return null;
  const installation = await stores.installations.find(repository.installationId);
  if (!installation || installation.suspendedAt || installation.deletedAt) return null;
  const pulls = await stores.pulls.withHead(head);
  const pull = pulls.find(({ state, baseRef }) => state === "open" && baseRef === repository.defaultBranch);
  return pull ? { repository, installation, number: pull.number } : null;
}

function isPolicyRepository({ name }: Repository, policyRepository: string): boolean {
  return name.toLowerCase() === policyRepository.toLowerCase();
}

async function previewOutput(
  layered: LayeredPolicy,
  { repository, installation }: Place,
  { stores, policies, policySource }: PolicyPullDeps,
): Promise<CheckOutput> {
  const now = await policies.inForce(installation.orgId);
  const preview = await policySource.preview(installation, now, layered);
  const shown = (now ?? layered).policy.pull_requests.show_people;
  const reached = await stores.repositories.listOf(installation.id);
  const named = new Set(
    reached.filter(({ visibility }) => shown[visibility] === "names").map(({ owner, name }) => `${owner}/${name}`),
  );
  const text = previewText(preview, {
    show: shown[repository.visibility],
    namesPeopleOn: (name) => named.has(name),
    ...heldBy(now, layered, preview),
  });
  return {
    ...text,
    conclusion: blockedAtWorst(preview) === 0 ? "success" : "neutral",
    text: null,
    detailsUrl: null,
    externalId: "",
  };
}

/** Look, compare, act. */
async function show(
  head: Head,
  repository: Repository,
  { output, rerun }: { readonly output: CheckOutput; readonly rerun: boolean },
  deps: PolicyPullDeps,
): Promise<void> {
  const shown = await adoptLostRun(head, repository, deps);
  const shownSha256 = sha256OfJson(output);
  if (shown !== null && shown.runId !== null && shown.shownSha256 === shownSha256 && !rerun) return;
  // GitHub adds annotations to those that a run has, and takes none away: they go on a run of their own.
  const runId = rerun || output.annotations !== undefined ? null : (shown?.runId ?? null);
  if (runId === null) await deps.transact((stores) => stores.policyChecks.save(head, { creatingAt: deps.clock() }));
  const published = await deps.policyChecks.publish(repository, head.headSha, runId, output);
  const change = published === null ? {} : { runId: published.runId, shownSha256 };
  await deps.transact((stores) => stores.policyChecks.save(head, { ...change, creatingAt: null }));
}

/** A crash between GitHub's answer and our note of it leaves a run that we do not know: GitHub is asked for it. */
async function adoptLostRun(
  head: Head,
  repository: Repository,
  { stores, policyRuns }: PolicyPullDeps,
): Promise<PolicyCheckRun | null> {
  const shown = await stores.policyChecks.find(head);
  if (!shown?.creatingAt) return shown;
  const found = await policyRuns.newestRun(repository, head.headSha);
  return { runId: found?.id ?? null, shownSha256: null, creatingAt: null };
}
