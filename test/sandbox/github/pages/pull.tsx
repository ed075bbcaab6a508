import { raw } from "hono/html";
import { mergeObstacles } from "../actions/merging.ts";
import { latestRuns, suitesOf } from "../checks.ts";
import { commitOf, fullName, repositoryById, userById } from "../find.ts";
import { authorsOf } from "../git.ts";
import type { CheckRun, Comment, PullRequest } from "../state.ts";
import type { World } from "../world.ts";
import { Act, Page } from "./layout.tsx";
import { renderMarkdown } from "./markdown.ts";

interface PullPageProps {
  readonly world: World;
  readonly pull: PullRequest;
  readonly actor: string;
  readonly said: string | undefined;
}

/** A pull request with its commits, checks and merge box, near enough to GitHub's to see what people will see. */
export function PullPage({ world, pull, actor, said }: PullPageProps) {
  const { state } = world;
  const repository = repositoryById(state, pull.repositoryId);
  const name = fullName(state, repository);
  const runs = suitesOf(state, repository, pull.headSha).flatMap(latestRuns);
  const which = { repository: name, number: pull.number };
  const comments = [...state.comments.values()].filter(
    (one) => one.repositoryId === repository.id && one.number === pull.number,
  );
  return (
    <Page title={`${pull.title} #${pull.number}`} actor={actor} back={`/${name}/pull/${pull.number}`} said={said}>
      <h1>
        {pull.title} <span class="quiet">#{pull.number}</span>
      </h1>
      <p>
        <strong>{pull.mergedAt ? "Merged" : pull.state === "open" ? (pull.draft ? "Draft" : "Open") : "Closed"}</strong>{" "}
        {userById(state, pull.authorId).login} wants to merge {pull.commits.length} commit
        {pull.commits.length === 1 ? "" : "s"} into <code>{pull.baseRef}</code> from{" "}
        <code>{headName(world, pull)}</code>
      </p>
      <Commits world={world} pull={pull} />
      <h2>Checks</h2>
      {runs.length === 0 ? <p class="quiet">Nothing has been reported on {pull.headSha.slice(0, 7)}.</p> : ""}
      {runs.map((run) => (
        <Check run={run} which={which} />
      ))}
      <h2>Merge</h2>
      <MergeBox world={world} pull={pull} which={which} />
      <h2>Conversation</h2>
      <Conversation world={world} comments={comments} which={which} />
    </Page>
  );
}

type Which = Readonly<{ repository: string; number: number }>;

function headName({ state }: World, pull: PullRequest): string {
  if (pull.headRepositoryId === pull.repositoryId) return pull.headRef;
  const head = state.repositories.get(pull.headRepositoryId);
  return `${head ? fullName(state, head) : "a fork that is gone"}:${pull.headRef}`;
}

const COMMITS_SHOWN = 20;

function Commits({ world: { state }, pull }: { readonly world: World; readonly pull: PullRequest }) {
  return (
    <ul>
      {pull.commits.slice(-COMMITS_SHOWN).map((sha) => (
        <li>
          <code>{sha.slice(0, 7)}</code> {commitOf(state, sha).message.split("\n", 1)[0]}{" "}
          <span class="quiet">
            {authorsOf(commitOf(state, sha))
              .map(({ name, email }) => `${name} <${email}>`)
              .join(", ")}
            , pushed by {userById(state, commitOf(state, sha).pusherId).login}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Check({ run, which }: { readonly run: CheckRun; readonly which: Which }) {
  const { title, summary, text } = run.output;
  const word = run.conclusion ?? run.status;
  return (
    <section class="box">
      <div class="row">
        <h3>
          <span class={word}>{word}</span> {run.name} <span class="quiet">{title}</span>
        </h3>
        {run.detailsUrl ? <a href={run.detailsUrl}>Details</a> : ""}
        <Act
          action="rerun"
          fields={{ ...which, name: run.name }}
          label="Re-run"
          disabled={run.status !== "completed"}
        />
        {run.actions.map(({ label, identifier }) => (
          <Act
            action="click"
            fields={{ ...which, name: run.name, identifier }}
            label={label}
            disabled={run.status !== "completed"}
          />
        ))}
      </div>
      {summary ? <div class="markdown">{raw(renderMarkdown(summary))}</div> : ""}
      {text ? <div class="markdown">{raw(renderMarkdown(text))}</div> : ""}
    </section>
  );
}

function MergeBox({
  world,
  pull,
  which,
}: {
  readonly world: World;
  readonly pull: PullRequest;
  readonly which: Which;
}) {
  const repository = repositoryById(world.state, pull.repositoryId);
  const obstacles = mergeObstacles(world.state, repository, pull);
  const open = pull.state === "open";
  return (
    <section class="box">
      <p class={obstacles.length === 0 ? "success" : "failure"}>
        {obstacles.length === 0 ? "This branch can be merged." : obstacles.join(" ")}
      </p>
      <div class="row">
        <Act action="merge" fields={which} label="Merge pull request" main disabled={obstacles.length > 0} />
        {open ? <Act action="push" fields={{ ...which, branch: pull.headRef }} label="Push a commit" /> : ""}
        {open ? (
          <Act
            action={pull.draft ? "ready" : "draft"}
            fields={which}
            label={pull.draft ? "Ready for review" : "Convert to draft"}
          />
        ) : (
          ""
        )}
        {open ? <Act action="close" fields={which} label="Close" /> : ""}
        {!open && !pull.mergedAt ? <Act action="reopen" fields={which} label="Reopen" /> : ""}
        <Act action="comment" fields={{ ...which, body: "/training recheck" }} label="Comment “/training recheck”" />
      </div>
    </section>
  );
}

function Conversation({
  world: { state },
  comments,
}: {
  readonly world: World;
  readonly comments: readonly Comment[];
  readonly which: Which;
}) {
  if (comments.length === 0) return <p class="quiet">Nobody has said anything.</p>;
  return (
    <>
      {comments.map((comment) => (
        <section class="box">
          <h3>{userById(state, comment.userId).login}</h3>
          <div class="markdown">{raw(renderMarkdown(comment.body))}</div>
          {comment.reactions.length > 0 ? (
            <p class="quiet">Reactions: {comment.reactions.map(({ content }) => content).join(", ")}</p>
          ) : (
            ""
          )}
        </section>
      ))}
    </>
  );
}
