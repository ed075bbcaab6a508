export interface Network {
  resolve(host: string): Promise<string[]>;
  isPublic(address: string): boolean;
  /** One request to this address. Redirects are returned, not followed. */
  get(
    url: URL,
    address: string,
  ): Promise<{ status: number; location?: string; body: string }>;
}

async function checkPublic(network: Network, url: URL): Promise<void> {
  const addresses = await network.resolve(url.hostname);
  if (!addresses.every((each) => network.isPublic(each)))
    throw new Error("Address refused");
}

export async function preview(network: Network, link: string): Promise<string> {
  let url = new URL(link);
  await checkPublic(network, url);
  for (let hop = 0; hop < 4; hop++) {
    const [address] = await network.resolve(url.hostname);
    if (address === undefined) throw new Error("Unknown host");
    const reply = await network.get(url, address);
    if (reply.location === undefined) return reply.body;
    url = new URL(reply.location, url);
  }
  throw new Error("Too many redirects");
}
