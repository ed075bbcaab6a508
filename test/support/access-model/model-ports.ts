import type { AccountId, RepositoryId } from "../../../src/domain/ids.ts";
import type { AccessReader, AccessWriter, WriteOutcome } from "../../../src/pipeline/access/github-port.ts";
import { isIn, type ModelGitHub, type Person } from "./model-github.ts";

/** One write of ours that GitHub carried out, with what the account had before it. */
export interface OurWrite {
  readonly what: keyof AccessWriter;
  readonly before: Person;
  readonly after: Person;
  readonly team: number | null;
  readonly repository: RepositoryId | null;
  readonly role: string | null;
}

/** A request that GitHub did not get, or whose answer was lost. */
export class LostRequestError extends Error {
  override readonly name = "LostRequestError";
}

export interface Hooks {
  /** Asked before each request of ours: whether it fails, before or after GitHub did what it asks. */
  readonly fate: (kind: "read" | "write") => "fine" | "lost" | "answer-lost";
  readonly wrote: (write: OurWrite) => void;
}

type Request = <T>(kind: "read" | "write", work: () => T) => Promise<T>;

/** GitHub behind our ports, with its traps: who is no member is invited, and what a provider keeps is not ours to change. */
export function portsOn(
  github: ModelGitHub,
  hooks: Hooks,
): { readonly reader: AccessReader; readonly writer: AccessWriter } {
  const request: Request = async (kind, work) => {
    const fate = hooks.fate(kind);
    if (fate === "lost") throw new LostRequestError("GitHub did not get the request");
    const answer = work();
    if (fate === "answer-lost") throw new LostRequestError("GitHub's answer was lost");
    return answer;
  };
  return { reader: readerOn(github, request), writer: writerOn(github, request, hooks) };
}

function readerOn(github: ModelGitHub, request: Request): AccessReader {
  return {
    readAccount: (_, { id }, asked) =>
      request("read", () => {
        const { login, membership, invitation, seats, direct } = github.find(id);
        const isMember = isIn(github.find(id));
        const role = membership === "owner" ? ("owner" as const) : ("member" as const);
        return {
          login,
          membership: {
            state: isMember ? ("active" as const) : membership === "pending" ? ("pending" as const) : ("none" as const),
            role: membership === "none" ? null : role,
          },
          teams: asked.teams.flatMap((team) => {
            const held = seats.get(team.id);
            const state = held ? ("active" as const) : ("pending" as const);
            return held || invitation?.teamIds.includes(team.id) ? [{ ...team, role: held ?? "member", state }] : [];
          }),
          repositories: asked.repositories.flatMap((repository) => {
            const held = direct.get(repository.id);
            return held ? [{ id: repository.id, role: held }] : [];
          }),
          invitation,
        };
      }),
    verifySeat: (_, { id }, seat) =>
      request("read", () => {
        const { seats, direct } = github.find(id);
        return (seat.kind === "team" ? seats.get(seat.team.id) : direct.get(seat.repository.id)) ?? null;
      }),
  };
}

const done = (state: "active" | "pending" | "gone"): WriteOutcome => ({ ok: true, state });

function writerOn(github: ModelGitHub, request: Request, { wrote }: Hooks): AccessWriter {
  type Named = Partial<Pick<OurWrite, "team" | "repository" | "role">>;
  const write = (
    what: OurWrite["what"],
    account: AccountId,
    named: Named,
    work: (who: Person) => WriteOutcome,
  ): Promise<WriteOutcome> =>
    request("write", () => {
      const after = github.find(account);
      const before = { ...after, seats: new Map(after.seats), direct: new Map(after.direct) };
      const isSynced = named.team != null && github.synced.has(named.team);
      if (isSynced && named.team != null) github.refused.add(named.team);
      const outcome: WriteOutcome = isSynced ? { ok: false, why: "synced", status: 403 } : work(after);
      if (outcome.ok) wrote({ what, before, after, team: null, repository: null, role: null, ...named });
      return outcome;
    });
  return {
    addToTeam: (_, { id }, { id: team }, role) =>
      write("addToTeam", id, { team, role }, (who) => {
        if (isIn(who)) github.seat(who, team, role);
        else github.invite(who, [team]);
        return done(isIn(who) ? "active" : "pending");
      }),
    removeFromTeam: (_, { id }, { id: team }) =>
      write("removeFromTeam", id, { team }, (who) => {
        github.seat(who, team, null);
        return done("gone");
      }),
    setCollaborator: (_, { id }, { id: repository }, role) =>
      write("setCollaborator", id, { repository, role }, (who) => {
        // They would have to accept it: nothing changes yet.
        if (!isIn(who) && !who.direct.has(repository)) return done("pending");
        github.role(who, repository, role);
        return done("active");
      }),
    removeCollaborator: (_, { id }, { id: repository }) =>
      write("removeCollaborator", id, { repository }, (who) => {
        github.role(who, repository, null);
        return done("gone");
      }),
    invite: (_, { id }, teamIds) =>
      write("invite", id, {}, (who) => {
        if (isIn(who) || who.invitation) return { ok: false, why: "refused", status: 422 };
        github.invite(who, teamIds);
        return done("pending");
      }),
    cancelInvitation: (_, invitation) => {
      const who = [...github.people.values()].find((one) => one.invitation?.id === invitation);
      if (!who) return request("write", () => done("gone"));
      return write("cancelInvitation", who.id, {}, () => {
        github.cancel(invitation);
        return done("gone");
      });
    },
  };
}

/** The same port, with `begin` and `end` called around each of its requests. Both run in the turn in which it answers. */
export function marked<T extends object>(port: T, begin: () => void, end: () => void): T {
  return new Proxy(port, {
    get: (target, name) => {
      const method = target[name as keyof T] as unknown as (...given: unknown[]) => Promise<unknown>;
      return (...given: unknown[]) => {
        begin();
        const answer = method(...given);
        end();
        return answer;
      };
    },
  });
}
