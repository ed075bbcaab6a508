import type { Installation } from "../../domain/installation.ts";
import { noticesOf } from "../../policy/notices.ts";
import type { Policy } from "../../policy/policy.ts";
import type { TestedMailer } from "../mailer.ts";
import { createMailChannel } from "./mail-channel.ts";
import { officeAddresses } from "./office.ts";
import type { Channel } from "./port.ts";
import { createRepositoryChannel, type RepositoryChannelDeps } from "./repository-channel.ts";

export interface Channels {
  /** The ways that the policy names, the repository first. */
  forPeople(installation: Installation, policy: Policy): readonly Channel[];
  /** To those who run this app: by mail where an address of theirs is known, since an issue is read by whoever waits. */
  forOffice(installation: Installation, policy: Policy): Promise<readonly Channel[]>;
  /** By mail to this address, whatever the policy says; to be sent to `null`. */
  toAddress(address: string): Channel;
}

export interface ChannelsDeps extends RepositoryChannelDeps {
  /** Null: no mail server is set. */
  readonly mailer: TestedMailer | null;
}

export function createChannels({ mailer, ...deps }: ChannelsDeps): Channels {
  const inRepository = (installation: Installation, policy: Policy) =>
    noticesOf(policy).repository === null ? [] : [createRepositoryChannel(installation, policy, deps)];
  return {
    forPeople(installation, policy) {
      const byMail = noticesOf(policy).mail ? [createMailChannel({ mailer, office: [] })] : [];
      return [...inRepository(installation, policy), ...byMail];
    },
    async forOffice(installation, policy) {
      const office = await officeAddresses(installation, policy, deps.stores);
      const byMail = office.length > 0 && mailer !== null ? [createMailChannel({ mailer, office })] : [];
      return [...byMail, ...inRepository(installation, policy)];
    },
    toAddress: (address) => createMailChannel({ mailer, office: [address] }),
  };
}
