import { type Context, Hono } from "hono";
import type { Done, Refused, WaiverAsk, Waivers } from "../../../pipeline/exceptions/port.ts";
import type { OrganisationRoles } from "../../../pipeline/roles.ts";
import type { AdminEnv } from "../../env.ts";
import { mayChange, organisationIn } from "../../guards/roles.ts";
import { texts } from "../../texts.ts";
import { WaiversPage, type WaiverTerms } from "../../views/admin/waivers-page.tsx";
import { actorOf, fieldIn, sentIn } from "./actor.ts";

const PATH = "/admin/waivers";

export function waiverRoutes(waivers: Waivers) {
  return (
    new Hono<AdminEnv>()
      .get(PATH, (c) => show(c))
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

  function answer(c: Context<AdminEnv>, done: Done) {
    return done.ok ? c.redirect(`${PATH}#waiver-${done.id}`, 303) : show(c, done);
  }

  async function show(c: Context<AdminEnv>, refused?: Refused & { sent?: Readonly<Record<string, string>> }) {
    const { roles, viewer } = c.var;
    const lists = await Promise.all(roles.map(({ org }) => waivers.list(org)));
    if (refused) c.status(422);
    const page = (
      <WaiversPage
        roles={roles}
        viewer={viewer.account.login}
        waivers={lists.flat()}
        terms={await termsOf(roles, waivers)}
        refused={refused && { why: refused.why, sent: refused.sent ?? {} }}
      />
    );
    return c.render(page, { title: texts.admin.waivers.title });
  }
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
