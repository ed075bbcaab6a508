import { type Context, Hono } from "hono";
import { pageOf } from "../../../pipeline/admin/paged.ts";
import {
  type Done,
  EXCEPTION_STATES,
  type ExceptionState,
  type Refused,
  type WaiverAsk,
  type Waivers,
  type WaiverView,
} from "../../../pipeline/exceptions/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import type { AdminEnv } from "../../env.ts";
import { mayChange, organisationIn } from "../../guards/roles.ts";
import { contains, type ListAsked, listAsked } from "../../list-asked.ts";
import type { Refusals } from "../../refusals.ts";
import { texts } from "../../texts.ts";
import { WAIVERS_PATH, WaiversPage, type WaiverTerms } from "../../views/admin/waivers-page.tsx";
import { actorOf, fieldIn, sentIn } from "./actor.ts";
import { BEHIND_CSV, behindRow, loginOf } from "./behind-row.ts";
import { csvAnswer } from "./csv-answer.ts";

const PATH = WAIVERS_PATH;
const CSV = [
  ...["organisation", "waiver", "state", "person", "layer", "repositories", "starts_at", "ends_at", "reason", "owner"],
  ...["document_sha256", "uses", ...BEHIND_CSV],
];

export function waiverRoutes(waivers: Waivers, refusals: Refusals) {
  return (
    new Hono<AdminEnv>()
      .get(PATH, (c) => show(c))
      .get(`${PATH}.csv`, async (c) => {
        const found = narrowed(await listFor(c), listAsked(c, EXCEPTION_STATES));
        return csvAnswer(c, "waivers.csv", CSV, [found.map((waiver) => toRow(waiver, c.var.roles))]);
      })
      .post(PATH, async (c) => {
        const form = await c.req.formData();
        const role = organisationIn(form, c.var.roles);
        if (!role) return c.notFound();
        const done = await waivers.request(actorOf(c), askIn(form, role));
        return done.ok ? c.redirect(`${PATH}#waiver-${done.id}`, 303) : show(c, { ...done, sent: sentIn(form) });
      })
      .post(`${PATH}/:id/approve`, async (c) => answer(c, await waivers.approve(actorOf(c), c.req.param("id"))))
      .post(`${PATH}/:id/end`, async (c) => {
        const reason = fieldIn(await c.req.formData(), "reason") ?? "";
        return answer(c, await waivers.end(actorOf(c), c.req.param("id"), reason));
      })
      // Where a reload, or a sign-in in between, turns a form's address into a page's.
      .get(`${PATH}/:id/:step`, (c) => c.redirect(PATH))
  );

  async function listFor(c: Context<AdminEnv>): Promise<readonly WaiverView[]> {
    return (await Promise.all(c.var.roles.map(({ org }) => waivers.list(org)))).flat();
  }

  function answer(c: Context<AdminEnv>, done: Done) {
    return done.ok ? c.redirect(`${PATH}#waiver-${done.id}`, 303) : refusals.lead(c, PATH, done.why);
  }

  async function show(c: Context<AdminEnv>, refused?: Refused & { sent: Readonly<Record<string, string>> }) {
    const { roles, viewer } = c.var;
    const asked = listAsked(c, EXCEPTION_STATES);
    if (refused) c.status(422);
    const page = (
      <WaiversPage
        roles={roles}
        viewer={viewer.account.login}
        waivers={pageOf(narrowed(await listFor(c), asked), asked.page)}
        asked={asked}
        terms={await termsOf(roles, waivers)}
        refused={refused}
        problem={await refusals.take(c)}
      />
    );
    return c.render(page, { title: texts.admin.waivers.title });
  }
}

function narrowed(all: readonly WaiverView[], { search, show }: ListAsked<ExceptionState>): readonly WaiverView[] {
  return all.filter(
    ({ state, person, owner, layer, reason, repositories }) =>
      (show === null || state === show) && contains([person, owner, layer, reason, ...repositories], search),
  );
}

function toRow(waiver: WaiverView, roles: readonly OrganisationRoles[]) {
  const { org, id, state, person, layer, repositories, startsAt, endsAt, reason, owner, documentSha256, uses } = waiver;
  return {
    ...{ organisation: loginOf(org, roles), waiver: id, state, person, layer, repositories: [...repositories] },
    ...{ starts_at: startsAt.toISOString(), ends_at: endsAt.toISOString(), reason, owner },
    ...{ document_sha256: documentSha256, uses, ...behindRow(waiver) },
  };
}

/** Of several organisations the layers of all: which one goes with which is said when it is asked for. */
async function termsOf(roles: readonly OrganisationRoles[], waivers: Waivers): Promise<WaiverTerms | null> {
  const relevant = roles.some(mayChange) ? roles.filter(mayChange) : roles;
  const terms = (await Promise.all(relevant.map(({ org }) => waivers.terms(org)))).filter((one) => one !== null);
  if (terms.length === 0) return null;
  return {
    layers: [...new Set(terms.flatMap(({ layers }) => layers))],
    longestDays: Math.max(...terms.map(({ longestDays }) => longestDays)),
  };
}

function askIn(form: FormData, { org }: OrganisationRoles): WaiverAsk {
  return {
    org,
    person: fieldIn(form, "person") ?? "",
    layer: fieldIn(form, "layer") ?? "",
    until: fieldIn(form, "until") ?? "",
    from: fieldIn(form, "from"),
    reason: fieldIn(form, "reason") ?? "",
    repositories: fieldIn(form, "repositories")?.split(/[\s,]+/) ?? [],
    owner: fieldIn(form, "owner"),
    documentSha256: fieldIn(form, "document"),
  };
}
