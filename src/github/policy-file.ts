import { POLICY_PATH, type PolicyFileReader } from "../pipeline/github-port.ts";
import { type GitHubClient, isNotFound } from "./client.ts";

export function createPolicyFileReader(github: GitHubClient, policyRepository: string): PolicyFileReader {
  return {
    async readPolicyFile(installation) {
      try {
        const { data } = await github
          .installation(installation.id)
          .read((octokit) =>
            octokit.rest.repos.getContent({ owner: installation.orgLogin, repo: policyRepository, path: POLICY_PATH }),
          );
        if (Array.isArray(data) || data.type !== "file") return null;
        return { text: Buffer.from(data.content, "base64").toString("utf8") };
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },
  };
}
