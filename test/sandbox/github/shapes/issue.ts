import { associationOf } from "../access.ts";
import { fullName, repositoryById, userById } from "../find.ts";
import { nodeId } from "../node-id.ts";
import type { Issue } from "../state.ts";
import { apiUrl, htmlUrl, type World } from "../world.ts";
import { simpleUser } from "./account.ts";

/** An issue that is open, and none that is a pull request. */
export function issueShape(world: World, issue: Issue) {
  const repository = repositoryById(world.state, issue.repositoryId);
  const name = fullName(world.state, repository);
  const url = apiUrl(world, `/repos/${name}/issues/${issue.number}`);
  return {
    id: issue.id,
    node_id: nodeId("Issue", issue.id),
    url,
    repository_url: apiUrl(world, `/repos/${name}`),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: htmlUrl(world, `/${name}/issues/${issue.number}`),
    number: issue.number,
    title: issue.title,
    user: simpleUser(world, userById(world.state, issue.userId)),
    labels: [],
    state: "open",
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: [...world.state.comments.values()].filter(
      ({ repositoryId, number }) => repositoryId === issue.repositoryId && number === issue.number,
    ).length,
    created_at: issue.createdAt.toISOString(),
    updated_at: issue.createdAt.toISOString(),
    closed_at: null,
    author_association: associationOf(world.state, repository, issue.userId),
    body: issue.body,
  };
}
