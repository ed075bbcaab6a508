import type { Paged } from "../../../pipeline/admin/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import type { ReviewBrief } from "../../../pipeline/reviews/port.ts";
import { REVIEW_STATES, type ReviewState } from "../../../programme/review/cadence.ts";
import type { ListAsked } from "../../list-asked.ts";
import { texts } from "../../texts.ts";
import { ActionButton } from "../form.tsx";
import { Label } from "../notice.tsx";
import { Prose } from "../prose.tsx";
import { ScrollTable } from "../scroll-table.tsx";
import { Day } from "../time.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Organisations, pathWith } from "./listing.tsx";
import { ListEnd, Narrow } from "./narrow.tsx";

const t = texts.reviews;
export const REVIEWS_PATH = "/admin/reviews";

interface ReviewsProps {
  readonly reviews: Paged<ReviewBrief>;
  readonly asked: ListAsked<ReviewState>;
  readonly nextAt: Date | null;
  readonly reading: OrganisationRoles;
  readonly roles: readonly OrganisationRoles[];
  readonly problem?: string | undefined;
}

/** The reviews that there were, and when the next one opens. */
export function ReviewsPage({ reviews, asked, nextAt, reading, roles, problem }: ReviewsProps) {
  const { org } = reading;
  const isNarrowed = asked.search !== "" || asked.show !== null;
  return (
    <AdminPage title={t.title} problem={problem} wide>
      <Organisations path={REVIEWS_PATH} reading={reading} roles={roles} />
      <Prose text={t.intro} />
      {nextAt && (
        <p>
          {t.nextAt}
          <Day at={nextAt} />
        </p>
      )}
      {nextAt && reading.admin && <ActionButton action={pathWith(`${REVIEWS_PATH}/open`, { org })} label={t.open} />}
      <h2>{t.all}</h2>
      <Narrow
        {...{ path: REVIEWS_PATH, org, asked, searchLabel: t.search, shows: REVIEW_STATES }}
        text={(state) => t.states[state]}
      />
      {reviews.total === 0 ? (
        <p>{isNarrowed ? texts.admin.oversight.none : t.none}</p>
      ) : (
        <ScrollTable name={t.title} columns={t.columns}>
          {reviews.rows.map((review) => (
            <ReviewRow review={review} org={org} />
          ))}
        </ScrollTable>
      )}
      <ListEnd path={REVIEWS_PATH} org={org} asked={asked} list={reviews} />
    </AdminPage>
  );
}

export function StateLabel({ state }: Pick<ReviewBrief, "state">) {
  return <Label tone={state === "approved" ? "success" : "attention"}>{t.states[state]}</Label>;
}

function ReviewRow({ review, org }: { review: ReviewBrief; org: number }) {
  const { id, number, openedAt, dueAt, reviewer, approver } = review;
  return (
    <tr>
      <th scope="row">
        <a href={pathWith(`${REVIEWS_PATH}/${id}`, { org })}>{t.named(number)}</a>
      </th>
      <td>
        <Day at={openedAt} />
      </td>
      <td>
        <Day at={dueAt} />
      </td>
      <td>
        <StateLabel state={review.state} />
      </td>
      <td>{review.signedAt && (reviewer === null ? texts.admin.nobody : `@${reviewer}`)}</td>
      <td>{review.approvedAt && (approver === null ? texts.admin.nobody : `@${approver}`)}</td>
    </tr>
  );
}
