import { describe, expect, it } from "vitest";
import type { DueNotice } from "../../../src/pipeline/notices/due.ts";
import { messageOf } from "../../../src/pipeline/notices/text.ts";
import { aDocument, aHold, aLayer } from "./some-news.ts";

const PLACE = { baseUrl: "https://training.example.org", organisation: "acme" };
const UNTIL = new Date("2026-12-03T00:00:00.000Z");

const say = (...due: readonly DueNotice[]) => messageOf(due, PLACE);

describe("a message", () => {
  it("about access that waits says what waits, what to do, how long, where, and that it comes by itself", () => {
    const { subject, markdown } = say({ kind: "hold", about: "h1", hold: aHold() });

    expect(subject).toBe("acme: your access waits for a short training");
    expect(markdown).toBe(
      [
        "Hello,",
        "Welcome! Your access to the team payments is prepared and waits for this:",
        "- OWASP Top 10:2025, about 60 min",
        "As soon as you are done, the access comes by itself: you need not ask anybody.",
        "Start here: https://training.example.org/ (sign in with GitHub; you can stop and go on at any time.)",
        "You get this because you have access to repositories of acme, or will have. The training gate wrote it by itself: if something looks wrong, tell your administrators.\n",
      ].join("\n\n"),
    );
  });

  it("about a lapse says what they keep meanwhile", () => {
    const hold = aHold({ cause: "lapse", instead: "you can read everything that you could read before" });

    expect(say({ kind: "moved", about: "h1", hold }).markdown).toContain(
      "Until then you can read everything that you could read before.",
    );
  });

  it("names the last day on which training counts, and not the instant after it", () => {
    const { markdown } = say({ kind: "ends", about: "x", layer: aLayer({ until: UNTIL }) });

    expect(markdown).toContain("up to and including 2 December 2026");
  });

  it("says once what a first word and a reminder have in common", () => {
    const layer = aLayer({ state: "grace", until: UNTIL });
    const { markdown } = say({ kind: "grace", about: "x", layer }, { kind: "grace", about: "x:7d", layer });

    expect(markdown.split("needs to be done again")).toHaveLength(2);
  });

  it("asks for nothing where nothing is left to do", () => {
    const grant = { hold: "h1", what: "the team payments", at: UNTIL };

    expect(say({ kind: "granted", about: "h1", grant }).markdown).not.toContain("Start here");
  });

  it("merges what is due, and its subject is about what weighs most", () => {
    const { subject, markdown } = say(
      { kind: "ends", about: "x", layer: aLayer({ until: UNTIL }) },
      { kind: "hold", about: "h1", hold: aHold() },
    );

    expect(subject).toContain("your access waits");
    expect(markdown).toContain("up to and including");
  });

  describe("about a policy", () => {
    const acceptBy = new Date("2026-12-14T09:00:00.000Z");
    const policy = { kind: "policy", about: "x", document: aDocument(), acceptBy } as const;

    it("says which, until when, where it is read and where accepted, and why they get it", () => {
      const { subject, markdown } = say(policy);

      expect(subject).toBe("acme: please read “Acceptable use”");
      expect(markdown).toBe(
        [
          "Hello,",
          "“Acceptable use” is a policy that concerns you, and this wording of it is new. It is in force from 1 December 2026. Please read and accept it by 14 December 2026.",
          "- Read it: https://wiki.example.org/use\n- Accept it with your name: https://training.example.org/policies (sign in with GitHub)",
          "You get this because you belong to acme and the policy is for you. The training gate wrote it by itself: if something looks wrong, tell your administrators.\n",
        ].join("\n\n"),
      );
    });

    it("reminds by the day that it was asked for", () => {
      const { subject, markdown } = say({ ...policy, kind: "policy-reminder" });

      expect(subject).toBe("acme: “Acceptable use” still waits for you to accept it");
      expect(markdown).toContain("by 14 December 2026, and it still waits for you");
    });

    it("brings the text to whom our page cannot be read by, and asks for no signature", () => {
      const document = aDocument({ acceptWithinDays: null, text: "# All of it" });
      const { markdown, attachments } = say({ ...policy, document, acceptBy: null });

      expect(markdown).toContain("Its text is attached to this mail. There is nothing to sign.");
      expect(markdown).not.toContain("training.example.org");
      expect(attachments).toEqual([{ name: "policy.md", text: "# All of it" }]);
    });

    it("stands beside training, which has its own place to start", () => {
      const { subject, markdown } = say(policy, { kind: "hold", about: "h1", hold: aHold() });

      expect(subject).toContain("your access waits");
      expect(markdown).toContain("Start here: https://training.example.org/ ");
      expect(markdown).toContain("Acceptable use");
      expect(markdown).toContain("You get this because you have access");
    });
  });

  it("welcomes who is new, and nobody else; and does not say of a waiver that training ends", () => {
    expect(say({ kind: "hold", about: "h1", hold: aHold({ cause: "asked" }) }).markdown).not.toContain("Welcome");
    const waived = say({ kind: "ends", about: "x", layer: aLayer({ until: UNTIL, waived: true }) });
    expect(waived.subject).toBe("acme: a training will be asked of you soon");
  });

  it("says nothing of anybody where everybody can read it", () => {
    const { quiet } = say({ kind: "hold", about: "h1", hold: aHold() });

    expect(`${quiet.subject} ${quiet.markdown}`).not.toMatch(/payments|OWASP|waits/);
    expect(quiet.markdown).toContain("https://training.example.org/");
  });
});
