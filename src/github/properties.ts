import { z } from "zod";
import { repositoryId } from "../domain/ids.ts";
import type { PropertyReader } from "../pipeline/policy/properties.ts";
import type { GitHubClient } from "./client.ts";

const Value = z.union([z.string(), z.array(z.string())]).nullable();
const Values = z.array(
  z.object({ repository_id: z.int(), properties: z.array(z.object({ property_name: z.string(), value: Value })) }),
);

export function createPropertyReader(github: GitHubClient): PropertyReader {
  return {
    async readProperties({ id, orgLogin }) {
      const list = await github
        .installation(id)
        .read((octokit) => octokit.paginate("GET /orgs/{org}/properties/values", { org: orgLogin, per_page: 100 }));
      return Values.parse(list).map(({ repository_id, properties }) => ({
        id: repositoryId(repository_id),
        properties: Object.fromEntries(properties.map(({ property_name, value }) => [property_name, value])),
      }));
    },
  };
}
