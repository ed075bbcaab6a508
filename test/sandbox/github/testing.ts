import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Probot, ProbotOctokit } from "probot";
import { afterEach } from "vitest";
import { createGitHub, type GitHub, type GitHubOptions } from "./server.ts";

/** Stand-ins and servers of one test, stopped after it. Its own answers are checked against GitHub's description. */
export function useGitHub() {
  const closing: Array<() => Promise<void>> = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  return {
    async start(options: GitHubOptions = {}): Promise<GitHub> {
      const github = await createGitHub({ validateResponses: true, ...options });
      closing.push(() => github.close());
      return github;
    },
    async receive(github: GitHub, status = 200): Promise<Received[]> {
      const received: Received[] = [];
      const server = receiver(received, () => status);
      closing.push(() => stop(server));
      github.connectApp(await addressOf(server));
      return received;
    },
  };
}

export interface Received {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function receiver(received: Received[], status: () => number): Server {
  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(chunks).toString("utf8"),
      });
      response.writeHead(status()).end();
    });
  });
}

function addressOf(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => void server.close(() => resolve()));
}

/** The App as Probot runs it, without its own throttle and retries, so that a test sees each answer. */
export function probotOf(github: GitHub, privateKey = github.app.privateKey): Probot {
  return new Probot({
    appId: github.app.id,
    privateKey,
    secret: github.app.webhookSecret,
    baseUrl: `${github.url}/api/v3`,
    logLevel: "fatal",
    Octokit: ProbotOctokit.defaults((options: object) => ({
      ...options,
      throttle: { enabled: false },
      retry: { enabled: false },
    })),
  });
}

/** The client of the one installation. */
export async function installationClient(github: GitHub) {
  const installation = github.state.installations.values().next().value;
  if (!installation) throw new Error("The App is not installed");
  return probotOf(github).auth(installation.id);
}
