import { atLeast, roleOf } from "../access.ts";
import { latestRun, requiredState } from "../checks.ts";
import type { Delivery } from "../deliveries.ts";
import { fullName, userById, userOf } from "../find.ts";
import type { SeenRequest } from "../requests.ts";
import { requiredChecks } from "../rulesets.ts";
import { PERSONAS } from "../seed.ts";
import type { PullRequest, Repository } from "../state.ts";
import type { World } from "../world.ts";
import { type Calendar, TimeBox } from "./calendar.tsx";
import { Act, Page } from "./layout.tsx";

interface HomeProps {
  readonly world: World;
  readonly actor: string;
  readonly appUrl: string | null;
  readonly said: string | undefined;
  readonly deliveries: readonly Delivery[];
  readonly requests: readonly SeenRequest[];
  readonly calendar: Calendar | null;
}

const SHOWN = 12;

/** The personas, what is open, and what GitHub and the App have told each other lately. */
export function Home({ world, actor, appUrl, said, deliveries, requests, calendar }: HomeProps) {
  const repositories = [...world.state.repositories.values()].filter(({ parentId }) => parentId === null);
  return (
    <Page title="Everybody" actor={actor} said={said}>
      <h1>Everybody and everything</h1>
      <p>
        Open a pull request below, read what its checks say, and follow their links. At the top you choose whom the
        buttons act as.
      </p>
      {calendar === null ? "" : <TimeBox calendar={calendar} appName={world.app.name} />}
      <h2>Repositories</h2>
      {repositories.map((repository) => (
        <RepositoryBox world={world} repository={repository} actor={actor} />
      ))}
      <h2>People</h2>
      <ul class="people">
        {PERSONAS.map(({ login, is }) => (
          <li>
            <h3>{login}</h3>
            <p class="quiet">{is}</p>
            {appUrl === null ? (
              ""
            ) : (
              <a href={`/sign-in-as/${login}`}>
                sign in to {world.app.name} as {login}
              </a>
            )}
          </li>
        ))}
      </ul>
      <h2>Webhooks, newest first</h2>
      <DeliveryTable deliveries={deliveries.slice(-SHOWN).reverse()} />
      <h2>Requests from the App, newest first</h2>
      <RequestTable requests={requests.slice(-SHOWN).reverse()} />
    </Page>
  );
}

function RepositoryBox({
  world,
  repository,
  actor,
}: {
  readonly world: World;
  readonly repository: Repository;
  readonly actor: string;
}) {
  const name = fullName(world.state, repository);
  const role = roleOf(world.state, repository, userOf(world.state, actor));
  const open = [...repository.pulls.values()].filter((pull) => pull.state === "open");
  return (
    <section class="box">
      <div class="row">
        <h3>
          {name}{" "}
          <span class="quiet">
            {repository.visibility}, {role === "none" ? `closed to ${actor}` : `${actor} has ${role}`}
          </span>
        </h3>
        {atLeast(role, "write") ? (
          <Act action="open" fields={{ repository: name }} label={`Open a pull request as ${actor}`} />
        ) : (
          ""
        )}
        {role === "read" || role === "triage" ? (
          <Act action="open" fields={{ repository: name, fork: "yes" }} label={`Open one from ${actor}'s fork`} />
        ) : (
          ""
        )}
      </div>
      {open.map((pull) => (
        <div class="row">
          <span>
            <a href={`/${name}/pull/${pull.number}`}>{pull.title}</a>{" "}
            <span class="quiet">
              #{pull.number} by {userById(world.state, pull.authorId).login}
            </span>
          </span>
          <CheckWord world={world} repository={repository} pull={pull} />
        </div>
      ))}
    </section>
  );
}

function CheckWord({
  world,
  repository,
  pull,
}: {
  readonly world: World;
  readonly repository: Repository;
  readonly pull: PullRequest;
}) {
  const run = latestRun(world.state, repository, pull.headSha, world.app.slug);
  const required = requiredChecks(world.state, repository, pull.baseRef).find(
    ({ context }) => context === world.app.slug,
  );
  const word = run
    ? (run.conclusion ?? run.status)
    : required
      ? requiredState(world.state, repository, pull.headSha, required)
      : "no check";
  return <span class={word}>{run ? `${word}: ${run.output.title ?? run.name}` : word}</span>;
}

function DeliveryTable({ deliveries }: { readonly deliveries: readonly Delivery[] }) {
  return (
    <table class="log">
      <tr>
        <th scope="col">event</th>
        <th scope="col">delivery</th>
        <th scope="col">outcome</th>
      </tr>
      {deliveries.map(({ event, action, guid, status, statusCode, redelivery }) => (
        <tr>
          <td>{action ? `${event}.${action}` : event}</td>
          <td>
            <code>{guid.slice(0, 8)}</code>
            {redelivery ? " again" : ""}
          </td>
          <td>{statusCode === 0 ? "under way" : `${status} (${statusCode})`}</td>
        </tr>
      ))}
    </table>
  );
}

function RequestTable({ requests }: { readonly requests: readonly SeenRequest[] }) {
  return (
    <table class="log">
      <tr>
        <th scope="col">request</th>
        <th scope="col">kind</th>
        <th scope="col">answer</th>
      </tr>
      {requests.map(({ method, route, kind, status }) => (
        <tr>
          <td>
            <code>
              {method} {route}
            </code>
          </td>
          <td>{kind}</td>
          <td>{status === 0 ? "none" : status}</td>
        </tr>
      ))}
    </table>
  );
}
