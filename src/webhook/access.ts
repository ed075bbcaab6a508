import { z } from "zod";
import type { AccessObservation } from "../domain/access.ts";
import { accountId, orgId, repositoryId } from "../domain/ids.ts";
import type { Described } from "../pipeline/delivery.ts";
import type { Describe, Event } from "./payload.ts";
import { Account, toAccountName } from "./payload.ts";

type Key = Partial<Pick<AccessObservation, "accountId" | "teamId" | "repositoryId" | "role">>;

/** What the delivery tells of access, as dated observations: they are kept from the first day, since GitHub keeps no history. */
function observe(event: Event, kind: AccessObservation["kind"], present: boolean, key: Key): AccessObservation[] {
  const owner = event.envelope.organization ?? event.envelope.repository?.owner;
  if (!owner || !event.envelope.installation) return [];
  const { id, receivedAt } = event.received;
  const { accountId = null, teamId = null, repositoryId = null, role = null } = key;
  return [
    {
      orgId: orgId(owner.id),
      kind,
      present,
      accountId,
      teamId,
      repositoryId,
      role,
      source: "event",
      deliveryId: id,
      observedAt: receivedAt,
    },
  ];
}

function about(account: z.infer<typeof Account>, observations: AccessObservation[]): Described {
  return { accounts: [toAccountName(account)], observations, accessChanged: [accountId(account.id)] };
}

const Organization = z.object({ membership: z.object({ role: z.string(), user: Account.nullable() }) });

export const describeOrganization: Describe = (event) => {
  const parsed = Organization.safeParse(event.payload);
  const user = parsed.data?.membership.user;
  const { action } = event.envelope;
  if (!parsed.success || !user || (action !== "member_added" && action !== "member_removed")) return {};
  const role = parsed.data.membership.role;
  return about(user, observe(event, "member", action === "member_added", { accountId: accountId(user.id), role }));
};

const Membership = z.object({
  member: Account.nullable(),
  team: z.object({ id: z.int(), slug: z.string().optional() }),
});

export const describeMembership: Describe = (event) => {
  const parsed = Membership.safeParse(event.payload);
  const member = parsed.data?.member;
  if (!parsed.success || !member) return {};
  const key = { accountId: accountId(member.id), teamId: parsed.data.team.id, role: "member" };
  return about(member, [
    ...observeTeam(event, parsed.data.team),
    ...observe(event, "team-member", event.envelope.action === "added", key),
  ]);
};

/** Policies name teams by slug, and slugs change. A team that is deleted is told without one. */
function observeTeam(event: Event, { id, slug }: { id: number; slug?: string | undefined }): AccessObservation[] {
  return slug === undefined
    ? []
    : observe(event, "team", event.envelope.action !== "deleted", { teamId: id, role: slug });
}

const Member = z.object({
  member: Account.nullable(),
  changes: z
    .object({
      permission: z.object({ to: z.string().nullish() }).optional(),
      role_name: z.object({ to: z.string().nullish() }).optional(),
    })
    .optional(),
});

export const describeMember: Describe = (event) => {
  const parsed = Member.safeParse(event.payload);
  const member = parsed.data?.member;
  if (!parsed.success || !member || !event.repository) return {};
  const { changes } = parsed.data;
  const role = changes?.permission?.to ?? changes?.role_name?.to ?? "read";
  const key = { accountId: accountId(member.id), repositoryId: event.repository.id, role };
  return about(member, observe(event, "collaborator", event.envelope.action !== "removed", key));
};

const Team = z.object({
  team: z.object({ id: z.int(), slug: z.string().optional(), permission: z.string().optional() }),
  repository: z.object({ id: z.int(), permissions: z.record(z.string(), z.boolean()).optional() }).optional(),
});

/** A team on a repository gives access to all of its members, without an event for any of them. */
export const describeTeam: Describe = (event) => {
  const parsed = Team.safeParse(event.payload);
  if (!parsed.success || !event.envelope.installation) return {};
  const { team, repository } = parsed.data;
  if (!repository || event.envelope.action === "deleted") return { observations: observeTeam(event, team) };
  const present = event.envelope.action !== "removed_from_repository";
  const key = {
    teamId: team.id,
    repositoryId: repositoryId(repository.id),
    role: roleOf(repository.permissions) ?? team.permission ?? "read",
  };
  return {
    observations: [...observeTeam(event, team), ...observe(event, "team-repository", present, key)],
    accessChangedOn: key.repositoryId,
  };
};

const STRONGEST_FIRST = ["admin", "maintain", "push", "triage", "pull"];

function roleOf(permissions: Record<string, boolean> | undefined): string | undefined {
  return STRONGEST_FIRST.find((permission) => permissions?.[permission]);
}
