import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import type { ReviewView, SettledView } from "../../../pipeline/reviews/port.ts";
import type { ReviewItem } from "../../../programme/review/review.ts";
import { texts } from "../../texts.ts";
import { Form } from "../form.tsx";
import { ScrollTable } from "../scroll-table.tsx";
import { Day, Moment } from "../time.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Field } from "./field.tsx";
import { pathWith } from "./listing.tsx";
import { REVIEWS_PATH, StateLabel } from "./reviews-page.tsx";

const t = texts.reviews;

interface ReviewProps {
  readonly review: ReviewView;
  readonly reading: OrganisationRoles;
  /** Who looks. */
  readonly login: string;
  readonly problem?: string | undefined;
}

/** One review: what it looks at, what was found, and who signed. Forms only for administrators. */
export function ReviewPage({ review, reading: { org, admin }, login, problem }: ReviewProps) {
  const { document, settled, state } = review;
  const isOpen = review.signedAt === null;
  return (
    <AdminPage
      title={t.named(review.number)}
      problem={problem}
      wide
      list={{ href: pathWith(REVIEWS_PATH, { org }), text: t.title }}
    >
      <Head review={review} />
      {state === "overdue" && <p>{t.overdue}</p>}
      <h2>{t.looked}</h2>
      {document.items.map((item) => (
        <Item
          item={item}
          said={settled.get(item.id)}
          action={admin && isOpen ? pathWith(`${REVIEWS_PATH}/${review.id}/settle`, { org }) : null}
        />
      ))}
      {admin && isOpen && settled.size === document.items.length && <Sign review={review} org={org} step="sign" />}
      {admin && state === "signed" && review.reviewer !== login && <Sign review={review} org={org} step="approve" />}
      {admin && state === "signed" && review.reviewer === login && <p>{t.approveOther}</p>}
    </AdminPage>
  );
}

function Head({ review }: { review: ReviewView }) {
  const { document, state, sha256, signedSha256, dueAt } = review;
  return (
    <>
      <p>
        <StateLabel state={state} />
      </p>
      <p>
        {document.from === null ? (
          t.fromTheStart
        ) : (
          <>
            {t.since}
            <Day at={new Date(document.from)} />.
          </>
        )}{" "}
        {t.upTo}
        <Moment at={new Date(document.to)} />. {t.columns[2]}: <Day at={dueAt} />.
      </p>
      <p class="small muted break">
        {t.hash}
        <code>{sha256}</code>
      </p>
      {signedSha256 && (
        <p class="small muted break">
          {t.signedHash}
          <code>{signedSha256}</code>
        </p>
      )}
    </>
  );
}

interface ItemProps {
  readonly item: ReviewItem;
  readonly said: SettledView | undefined;
  /** Null where nothing can be ticked. */
  readonly action: string | null;
}

function Item({ item: { id, owner, figures, notes }, said, action }: ItemProps) {
  const name = t.items[id];
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{name}</h3>
      {owner && <p class="small muted">{t.owner(owner)}</p>}
      <ScrollTable name={name} columns={t.figures}>
        {figures.map(({ what, value }) => (
          <tr>
            <th scope="row">{what}</th>
            <td>{String(value)}</td>
          </tr>
        ))}
      </ScrollTable>
      {notes.length > 0 && (
        <details class="more">
          <summary>{t.notes(notes.length)}</summary>
          <ul>
            {notes.map((note) => (
              <li>{note}</li>
            ))}
          </ul>
        </details>
      )}
      {said ? (
        <p>
          {t.ticked(said.by === null ? texts.admin.nobody : `@${said.by}`)}
          <Day at={said.at} />: {said.comment}
        </p>
      ) : (
        <p class="muted">{t.notTicked}</p>
      )}
      {action && (
        <Form action={action}>
          <input type="hidden" name="item" value={id} autocomplete="off" />
          <Field name="comment" id={`comment-${id}`} label={t.comment(name)} value={said?.comment} lines={2} required />
          <button class="btn" type="submit">
            {t.tick(name)}
          </button>
        </Form>
      )}
    </section>
  );
}

function Sign({ review, org, step }: { review: ReviewView; org: number; step: "sign" | "approve" }) {
  const isSigning = step === "sign";
  const sha256 = isSigning ? review.sha256 : (review.signedSha256 ?? "");
  return (
    <section aria-labelledby={step}>
      <h2 id={step}>{isSigning ? t.sign : t.approve}</h2>
      <p>{isSigning ? t.signText : t.approveText}</p>
      <Form action={pathWith(`${REVIEWS_PATH}/${review.id}/${step}`, { org })}>
        <input type="hidden" name="sha256" value={sha256} autocomplete="off" />
        <Field name="typed_name" label={t.name} hint={t.nameHint} required />
        <button class="btn btn-primary" type="submit">
          {isSigning ? t.signButton : t.approveButton}
        </button>
      </Form>
    </section>
  );
}
