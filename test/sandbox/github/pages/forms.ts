import type { Actions } from "../actions/actions.ts";

/** The fields of a button's form, and who pressed it. */
export interface Pressed {
  readonly as: string;
  readonly repository: string;
  readonly number: number;
  readonly fields: Readonly<Record<string, string>>;
}

/** What each button does. Answers where to go next, if not back. */
export const BUTTONS: Readonly<Record<string, (actions: Actions, pressed: Pressed) => string | undefined>> = {
  open(actions, { as, repository, fields }) {
    const pull = actions.openPullRequest({ as, repository, fork: fields.fork === "yes", title: `A change by ${as}` });
    return `/${repository}/pull/${pull.number}`;
  },
  push: (actions, { as, repository, fields }) => done(actions.push({ as, repository, branch: fields.branch ?? "" })),
  rerun: (actions, { as, repository, number, fields }) =>
    done(actions.rerequestCheckRun({ as, repository, number, ...named(fields) })),
  click: (actions, { as, repository, number, fields }) =>
    done(actions.clickAction({ as, repository, number, identifier: fields.identifier ?? "", ...named(fields) })),
  merge: (actions, { as, repository, number }) => done(actions.mergePullRequest({ as, repository, number })),
  ready: (actions, { as, repository, number }) => done(actions.markReady({ as, repository, number })),
  draft: (actions, { as, repository, number }) => done(actions.convertToDraft({ as, repository, number })),
  close: (actions, { as, repository, number }) => done(actions.closePullRequest({ as, repository, number })),
  reopen: (actions, { as, repository, number }) => done(actions.reopenPullRequest({ as, repository, number })),
  comment: (actions, { as, repository, number, fields }) =>
    done(actions.comment({ as, repository, number, body: fields.body ?? "" })),
};

function done(_result: unknown): undefined {
  return undefined;
}

function named({ name }: Readonly<Record<string, string>>): { name?: string } {
  return name === undefined ? {} : { name };
}
