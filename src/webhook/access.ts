import { z } from "zod";
import { type Access, type AccessObservation, toAccess } from "../domain/access.ts";
import { accountId, orgId, repositoryId } from "../domain/ids.ts";
import type { Described } from "../pipeline/deliveries/delivery.ts";
import type { Describe, Event } from "./payload.ts";
import { Account, toAccountName } from "./payload.ts";

type Key = Partial<Pick<AccessObservation, "accountId" | "teamId" | "repositoryId" | "externalId" | "role">>;

/** What the delivery tells of access, as dated observations: they are kept from the first day, since GitHub keeps no history. */
function observe(event: Event, kind: AccessObservation["kind"], present: boolean, key: Key): AccessObservation[] {
  const owner = event.envelope.organization ?? event.envelope.repository?.owner;
  if (!owner || !event.envelope.installation) return [];
  const { id, receivedAt } = event.received;
  const { accountId = null, teamId = null, repositoryId = null, externalId = null, role = null } = key;
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
      externalId,
      observedAt: receivedAt,
      notBefore: null,
      recordedAt: receivedAt,
    },
  ];
}

function about(account: z.infer<typeof Account>, observations: AccessObservation[]): Described {
  return { accounts: [toAccountName(account)], observations, accessChanged: [accountId(account.id)] };
}

const Organization = z.object({ membership: z.object({ role: z.string(), user: Account.nullable() }) });

const Invited = z.object({ invitation: z.object({ id: z.int(), role: z.string() }), user: Account.nullish() });

export const describeOrganization: Describe = (event) =>
  event.envelope.action === "member_invited" ? describeInvited(event) : describeMembershipOf(event);

/** Who is invited by e-mail has no account yet that anybody knows of. */
function describeInvited(event: Event): Described {
  const parsed = Invited.safeParse(event.payload);
  if (!parsed.success) return {};
  const { invitation, user } = parsed.data;
  const key = { externalId: String(invitation.id), role: invitation.role };
  if (!user) return { observations: observe(event, "invitation", true, key) };
  return about(user, observe(event, "invitation", true, { ...key, accountId: accountId(user.id) }));
}

function describeMembershipOf(event: Event): Described {
  const parsed = Organization.safeParse(event.payload);
  const user = parsed.data?.membership.user;
  const { action } = event.envelope;
  if (!parsed.success || !user || (action !== "member_added" && action !== "member_removed")) return {};
  const role = parsed.data.membership.role;
  return about(user, observe(event, "member", action === "member_added", { accountId: accountId(user.id), role }));
}

const TeamNamed = z.object({
  id: z.int(),
  /** Left out where the team is deleted. */
  slug: z.string().optional(),
  deleted: z.boolean().optional(),
  parent: z.object({ id: z.int() }).nullish(),
});
const Membership = z.object({ member: Account.nullable(), team: TeamNamed });

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

/** Policies name teams by slug, and slugs change. */
function observeTeam(event: Event, { id, slug, deleted, parent }: z.infer<typeof TeamNamed>): AccessObservation[] {
  if (deleted || (event.received.event === "team" && event.envelope.action === "deleted"))
    return observe(event, "team", false, { teamId: id, role: slug ?? null });
  const named = slug === undefined ? [] : observe(event, "team", true, { teamId: id, role: slug });
  return [...named, ...observeParent(event, id, parent)];
}

/** That a team has no parent is told by every event of it, and is news only where it was edited. */
function observeParent(event: Event, teamId: number, parent: { id: number } | null | undefined): AccessObservation[] {
  const { action } = event.envelope;
  if (parent && (action === "edited" || action === "created"))
    return observe(event, "team-parent", true, { teamId, role: String(parent.id) });
  return parent === null && action === "edited" ? observe(event, "team-parent", false, { teamId }) : [];
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
  const role = roleIn(changes?.role_name?.to, changes?.permission?.to);
  const key = { accountId: accountId(member.id), repositoryId: event.repository.id, role };
  return about(member, observe(event, "collaborator", event.envelope.action !== "removed", key));
};

/** `permission` does not know all roles; `role_name` may be that of a custom one, which counts as its base. */
function roleIn(name: string | null | undefined, permission: string | null | undefined): Access {
  return name && toAccess(name) === name ? name : toAccess(permission ?? "read");
}

const Team = z.object({
  team: TeamNamed.extend({ permission: z.string().optional() }),
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
    role: toAccess(roleOf(repository.permissions) ?? team.permission ?? "read"),
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

/** A new repository, and one that was shown to more people or to fewer: all members may read what is not private. */
export function observeVisibility(event: Event): readonly AccessObservation[] {
  const { repository, envelope } = event;
  if (!repository || !["created", "publicized", "privatized"].includes(envelope.action ?? "")) return [];
  return observe(event, "visibility", true, { repositoryId: repository.id, role: repository.visibility });
}
