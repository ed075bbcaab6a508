import { describe, expect, it } from "vitest";
import { personId } from "../../../src/domain/ids.ts";
import { newsletterMessage } from "../../../src/pipeline/awareness/text.ts";
import { anActivity } from "./some-recipients.ts";

const PLACE = { newsletters: [], baseUrl: "https://training.example.org" };

describe("a newsletter as a message", () => {
  it("is its text without its head, with where its page is, and why they get it", () => {
    const { subject, markdown } = newsletterMessage(anActivity(), personId("jo"), PLACE);

    expect(subject).toBe("Report early");
    expect(markdown).toBe(
      [
        "# Report",
        "Now, [here](https://example.org).",
        "---",
        "As a page: <https://training.example.org/awareness/2026-12-report-early>",
        "You get this as somebody who works here. The training gate sent it: if something looks wrong, tell your administrators.",
      ].join("\n\n"),
    );
  });

  it("is the same as HTML, in which nothing is fetched and nothing tells who reads", () => {
    const [one, other] = ["jo", "mira"].map((name) => newsletterMessage(anActivity(), personId(name), PLACE).html);

    expect(one).toContain('<a href="https://example.org"');
    expect(one).not.toMatch(/<img|<link|<script|src=/);
    expect(one).toBe(other);
  });

  it("has a name of its own for each of them, the same however often it is sent", () => {
    const idOf = (name: string) => newsletterMessage(anActivity(), personId(name), PLACE).id;

    expect(idOf("jo")).toBe(idOf("jo"));
    expect(idOf("jo")).not.toBe(idOf("mira"));
    expect(idOf("jo")).toMatch(/^[0-9a-f]{32}$/);
  });
});
