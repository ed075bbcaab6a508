import { readConfig } from "../../config.ts";
import type { ReviewView } from "../../pipeline/reviews/port.ts";
import type { Cli, ExitCode, ReviewDesk } from "../cli.ts";
import { organisationOf } from "../exceptions/exceptions.ts";
import { closing, commandDeps } from "../storage.ts";
import { formatTable } from "../table.ts";

export interface ReviewOptions {
  readonly org?: string;
  readonly json?: boolean;
}

export async function listReviews(cli: Cli, { org: login, json }: ReviewOptions): Promise<ExitCode> {
  return withReviews(cli, async (desk): Promise<ExitCode> => {
    const overview = await desk.overview(await organisationOf(login, desk.stores));
    if (json) {
      cli.terminal.tell(JSON.stringify(overview));
      return 0;
    }
    const rows = overview.reviews.map(({ number, state, openedAt, dueAt, reviewer, approver }) => [
      ...[number, state, dayOf(openedAt), dayOf(dueAt), reviewer ?? "", approver ?? ""],
    ]);
    const head = ["review", "state", "opened", "due", "signed by", "approved by"];
    if (rows.length > 0) cli.terminal.tell(formatTable([head, ...rows]));
    cli.terminal.tell(overview.nextAt ? `The next one opens on ${dayOf(overview.nextAt)}` : "No other one opens now");
    return 0;
  });
}

export async function showReview(cli: Cli, number: number, { org: login, json }: ReviewOptions): Promise<ExitCode> {
  return withReviews(cli, async (desk): Promise<ExitCode> => {
    const org = await organisationOf(login, desk.stores);
    const brief = (await desk.overview(org)).reviews.find((one) => one.number === number);
    const review = brief && (await desk.read(org, brief.id));
    if (!review) {
      cli.terminal.complain(`There is no review ${number}. \`review list\` tells which there are`);
      return 1;
    }
    cli.terminal.tell(
      json ? JSON.stringify({ ...review, settled: Object.fromEntries(review.settled) }) : textOf(review),
    );
    return 0;
  });
}

function textOf({ number, state, sha256, signedSha256, document, settled }: ReviewView): string {
  const items = document.items.flatMap(({ id, figures, notes }) => [
    "",
    `${id}: ${settled.get(id)?.comment ?? "not ticked yet"}`,
    ...figures.map(({ what, value }) => `  ${what}: ${value}`),
    ...notes.map((note) => `  - ${note}`),
  ]);
  const signed = signedSha256 === null ? [] : [`SHA-256 of what was signed: ${signedSha256}`];
  return [`Review ${number}: ${state}`, `SHA-256 of the list: ${sha256}`, ...signed, ...items].join("\n");
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10);

async function withReviews<T>({ terminal, app }: Cli, use: (desk: ReviewDesk) => Promise<T>): Promise<T> {
  const config = readConfig(terminal.environment(), ["database"]);
  const { openReviewDesk } = await app();
  return closing(await openReviewDesk(config, commandDeps(config)), use);
}
