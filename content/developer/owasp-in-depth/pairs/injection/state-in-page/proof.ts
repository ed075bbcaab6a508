import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

/** Gives a board a name that ends the script in which its data travels. */
export async function prove(subject: Subject): Promise<void> {
  const data = (page: string) =>
    JSON.parse(/__BOARD__ = (.*);<\/script>/.exec(page)?.[1] ?? "null");
  const ends = (page: string) => page.match(/<\/script/gi)?.length;

  const plain = { title: 'Tom & "Jo"', columns: ["To do", "Done"] };
  const page = subject.renderBoard(plain);
  assert.ok(
    page.includes("<title>Tom &amp; &quot;Jo&quot;</title>"),
    "the title is shown as it was written",
  );
  assert.deepEqual(data(page), plain, "the browser receives the board");
  assert.equal(ends(page), 2, "the page has its two scripts");

  const hostile = {
    title: "</script><script>alert(1)</script>",
    columns: ["<!--<script>"],
  };
  const attacked = subject.renderBoard(hostile);
  assert.equal(
    ends(attacked),
    2,
    "the name of a board ended our script and began another",
  );
  assert.ok(
    !attacked.includes("<!--<script"),
    "a column can keep our script from ending",
  );
  assert.deepEqual(data(attacked), hostile, "the browser receives the name unchanged");
}
