import { repositoryById } from "../find.ts";
import { runShape, suiteCore, suiteShape } from "../shapes/check.ts";
import type { CheckRun, CheckSuite } from "../state.ts";
import type { World } from "../world.ts";
import type { Happening } from "./emit.ts";

export function runEvent(
  world: World,
  action: "created" | "completed" | "rerequested",
  run: CheckRun,
  senderId: number,
): Happening {
  return {
    ...happening(world, run.suite, senderId),
    event: "check_run",
    action,
    payload: () => ({ check_run: runInEvent(world, run) }),
  };
}

export function actionEvent(world: World, run: CheckRun, identifier: string, senderId: number): Happening {
  const payload = () => ({ check_run: runInEvent(world, run), requested_action: { identifier } });
  return { ...happening(world, run.suite, senderId), event: "check_run", action: "requested_action", payload };
}

export function suiteEvent(
  world: World,
  action: "requested" | "rerequested" | "completed",
  suite: CheckSuite,
  senderId: number,
): Happening {
  const payload = () => {
    const { repository: _, ...shape } = suiteShape(world, suite);
    return { check_suite: { ...shape, rerequestable: true, runs_rerequestable: true } };
  };
  return { ...happening(world, suite, senderId), event: "check_suite", action, payload };
}

function happening(world: World, suite: CheckSuite, senderId: number) {
  const repository = repositoryById(world.state, suite.repositoryId);
  return { accountId: repository.ownerId, repository, senderId };
}

function runInEvent(world: World, run: CheckRun) {
  return { ...runShape(world, run), check_suite: suiteCore(world, run.suite) };
}
