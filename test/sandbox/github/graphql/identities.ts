import { userById } from "../find.ts";
import type { ExternalIdentity, Organization } from "../state.ts";
import { connect } from "./connections.ts";
import { type Context, fields, requireNeed } from "./context.ts";

interface Provider {
  readonly provided: Organization;
}

/** Null where the organisation has no provider, and also where its enterprise has one. */
export function identityProviderOf(organization: Organization, context: Context): Provider | null {
  requireNeed(context, "members:read");
  return organization.identities === null ? null : { provided: organization };
}

export const identityProviderFields = fields<Provider>({
  id: ({ provided: { id } }) => `OIP_${id}`,
  externalIdentities: ({ provided: { identities, members } }, args) => {
    const all = identities ?? [];
    const chosen = args.membersOnly === true ? all.filter(({ userId }) => userId !== null && members.has(userId)) : all;
    return connect(args, chosen, (identity) => identity);
  },
});

export const externalIdentityFields = fields<ExternalIdentity>({
  id: ({ guid }) => `EI_${guid}`,
  guid: ({ guid }) => guid,
  user: ({ userId }, _, { world }) => (userId === null ? null : userById(world.state, userId)),
  samlIdentity: (identity) => identity,
  scimIdentity: () => null,
});

export const samlIdentityFields = fields<ExternalIdentity>({
  nameId: ({ nameId }) => nameId,
  username: ({ nameId }) => nameId,
  emails: ({ emails }) => emails.map((value) => ({ value })),
});

export const scimIdentityFields = fields<{ readonly username: string }>({ username: ({ username }) => username });

export const emailFields = fields<{ readonly value: string }>({ value: ({ value }) => value });
