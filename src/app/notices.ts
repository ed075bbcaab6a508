import { createAccessWriter } from "../github/access-writer.ts";
import { createAccessReader } from "../github/account-access.ts";
import type { GitHubClient } from "../github/client.ts";
import { createOnboarding, createReaders } from "../github/onboarding.ts";
import { type Channels, type ChannelsDeps, createChannels } from "../pipeline/notices/channels.ts";

/** The ways by which people are told things, as far as they are set up here. */
export function channelsOn({
  github,
  ...deps
}: Omit<ChannelsDeps, "onboarding" | "readers"> & { readonly github: GitHubClient }): Channels {
  return createChannels({
    ...deps,
    onboarding: createOnboarding(github),
    readers: createReaders(createAccessReader(github), createAccessWriter(github)),
  });
}
