import type { App, State } from "./state.ts";

/** The state with what its JSON needs to name itself: the App under test and the address that the stand-in listens on. */
export interface World {
  readonly state: State;
  readonly app: App;
  /** `http://127.0.0.1:PORT`, known once the server listens. */
  readonly baseUrl: () => string;
}

export function apiUrl(world: World, path: string): string {
  return `${world.baseUrl()}/api/v3${path}`;
}

export function htmlUrl(world: World, path: string): string {
  return `${world.baseUrl()}${path}`;
}
