import { z } from "zod";
import { accountId, installationId, orgId, repositoryId } from "../domain/ids.ts";
import type { Described } from "../pipeline/deliveries/delivery.ts";
import { observeVisibility } from "./access.ts";
import type { Describe } from "./payload.ts";
import { Account } from "./payload.ts";

const Installation = z.object({
  installation: z.object({
    id: z.int(),
    account: Account,
    repository_selection: z.string(),
    permissions: z.record(z.string(), z.string()),
    suspended_at: z.union([z.string(), z.number()]).nullish(),
  }),
});

export const describeInstallation: Describe = ({ payload, envelope, received }) => {
  const parsed = Installation.safeParse(payload);
  if (!parsed.success) return {};
  const raw = parsed.data.installation;
  const action = envelope.action ?? "changed";
  const now = {
    id: installationId(raw.id),
    orgId: orgId(raw.account.id),
    orgLogin: raw.account.login,
    accountType: raw.account.type ?? "Organization",
    repositorySelection: raw.repository_selection,
    permissions: raw.permissions,
    suspendedAt: action === "suspend" ? received.receivedAt : null,
    deletedAt: action === "deleted" ? received.receivedAt : null,
  };
  const usable = action !== "deleted" && action !== "suspend";
  return { installation: now, installationChange: { change: action, now }, ...(usable ? lookAtAll(now.id) : {}) };
};

const Repositories = z.object({
  installation: z.object({ id: z.int(), account: Account.optional() }),
  repositories_removed: z.array(z.object({ id: z.int() })),
});

export const describeInstallationRepositories: Describe = ({ payload }) => {
  const parsed = Repositories.safeParse(payload);
  if (!parsed.success) return {};
  const { installation, repositories_removed } = parsed.data;
  const account = installation.account;
  return {
    ...(account
      ? {
          installation: {
            id: installationId(installation.id),
            orgId: orgId(account.id),
            orgLogin: account.login,
            accountType: account.type ?? "Organization",
          },
        }
      : {}),
    removedRepositories: repositories_removed.map(({ id }) => repositoryId(id)),
    ...(account ? lookAtAll(installationId(installation.id)) : {}),
  };
};

/** Names, visibility and reach change with these: they are read anew, and so is every head without its verdict. */
export const describeRepository: Describe = (event) =>
  event.repository ? { ...lookAtAll(event.repository.installationId), observations: observeVisibility(event) } : {};

export const describeAuthorization: Describe = ({ envelope }) =>
  envelope.action === "revoked" && envelope.sender ? { revoked: accountId(envelope.sender.id) } : {};

function lookAtAll(id: ReturnType<typeof installationId>): Pick<Described, "jobs"> {
  return {
    jobs: [
      { subject: { kind: "policy", installationId: id } },
      { subject: { kind: "installation", installationId: id } },
    ],
  };
}
