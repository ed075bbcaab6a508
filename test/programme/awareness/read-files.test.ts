import { describe, expect, it } from "vitest";
import { phishingPreset, readPhishingMap } from "../../../src/programme/awareness/phishing-map-file.ts";
import { readHeldLine, readIncidentLine } from "../../../src/programme/awareness/read-counts.ts";
import { missingPhishingColumns, readPhishingLine } from "../../../src/programme/awareness/read-phishing.ts";

const now = new Date("2026-11-01T00:00:00Z");

function readPhishing(preset: string, heading: string, line: string, campaign: string | null = null) {
  const map = phishingPreset(preset);
  if (!map) throw new Error(`There is no preset ${preset}`);
  const layout = { map, header: heading.split(","), campaign, now };
  const read = readPhishingLine({ line: 2, values: line.split(",") }, layout);
  return read.ok ? read.told : read.reason;
}

const GOPHISH = "id,status,ip,latitude,longitude,send_date,reported,modified_date,email,first_name,last_name,position";
const gophish = (status: string, reported: boolean, modified = "2026-10-05T08:12:30Z") =>
  readPhishing(
    "gophish",
    GOPHISH,
    `a1,${status},,0,0,2026-10-05T08:00:00.123Z,${reported},${modified},Mira@Acme.example,Mira,Novak,Engineer`,
    "October",
  );

describe("results of a simulation", () => {
  const sent = { email: "mira@acme.example", campaign: "October", sentAt: new Date("2026-10-05T08:00:00Z") };
  const nothing = { reported: false, clicked: false, submitted: false, minutesToReport: null };

  it.each([
    ["Email Sent", false, nothing],
    ["Email Opened", false, nothing],
    ["Clicked Link", false, { ...nothing, clicked: true }],
    ["Submitted Data", false, { ...nothing, clicked: true, submitted: true }],
    ["Email Sent", true, { ...nothing, reported: true, minutesToReport: 13 }],
    ["Clicked Link", true, { ...nothing, clicked: true, reported: true, minutesToReport: 13 }],
  ])("of Gophish, %s and reported %s", (status, reported, did) => {
    expect(gophish(status, reported)).toEqual({ ...sent, ...did });
  });

  it("are not told by a mail that never left", () => {
    expect(gophish("Error", false)).toBeNull();
  });

  it("of KnowBe4 have a time for each step", () => {
    const heading = "email,campaign,delivered_at,clicked_at,data_entered_at,reported_at,bounced_at";

    expect(
      readPhishing("knowbe4", heading, "jo@acme.example,Q4,2026-10-05T08:00:00Z,,,2026-10-05T09:30:00Z,"),
    ).toMatchObject({ campaign: "Q4", reported: true, clicked: false, minutesToReport: 90 });
    expect(
      readPhishing("knowbe4", heading, "jo@acme.example,Q4,2026-10-05T08:00:00Z,,,,2026-10-05T08:01:00Z"),
    ).toBeNull();
  });

  it("of the template that vendors share have one last step", () => {
    expect(
      readPhishing(
        "generic",
        "Email ID,Last Action Date,Sent Date,Last Action,campaign",
        "jo@acme.example,2026-10-05T08:20:00Z,2026-10-05T08:00:00Z,Reported,Q4",
      ),
    ).toMatchObject({ reported: true, clicked: false, minutesToReport: 20 });
  });

  it.each([
    ["no@where@x,Q4,2026-10-05T08:00:00Z,", '"no@where@x" is no e-mail address'],
    [",Q4,2026-10-05T08:00:00Z,", "says nobody"],
    ["jo@acme.example,,2026-10-05T08:00:00Z,", "names no campaign"],
    ["jo@acme.example,Q4,05/10/2026,", '"05/10/2026" is not a time written as iso'],
    ["jo@acme.example,Q4,2027-10-05T08:00:00Z,", "is still to come: is the zone UTC right?"],
    ["jo@acme.example,Q4,2026-10-05T08:00:00Z,2026-10-05T07:00:00Z", "was reported before it was sent"],
    ["jo@acme.example,Q4", "has 2 columns, and the heading 4"],
  ])("refuse %s", (line, reason) => {
    expect(readPhishing("generic", "email,campaign,sent_at,reported_at", line)).toContain(reason);
  });

  it("need a name of the campaign from somewhere", () => {
    const map = phishingPreset("gophish");

    expect(map && missingPhishingColumns({ map, header: GOPHISH.split(","), campaign: null })).toEqual(["campaign"]);
    expect(map && missingPhishingColumns({ map, header: GOPHISH.split(","), campaign: "October" })).toEqual([]);
  });

  it("go by a map of one's own, over a preset; what it cannot mean is told with its line", () => {
    const read = readPhishingMap("map.yml", "preset: knowbe4\nname: ours\nwho: Recipient\n");
    expect(read).toMatchObject({
      ok: true,
      map: { name: "ours", who: ["Recipient"], sent: ["delivered_at", "scheduled_at"] },
    });

    expect(readPhishingMap("map.yml", "preset: knowbe4\nwhom: Recipient\n")).toEqual({
      ok: false,
      problems: [expect.stringMatching(/^map\.yml:1 : .*whom/)],
    });
  });
});

describe("counts", () => {
  const layout = (heading: string) => ({ header: heading.split(","), dates: "iso", now });
  const incident = (heading: string, line: string) => {
    const read = readIncidentLine({ line: 2, values: line.split(",") }, layout(heading));
    return read.ok ? read.told : read.reason;
  };
  const held = (line: string) => {
    const read = readHeldLine({ line: 2, values: line.split(",") }, layout("date,kind,participants,method"));
    return read.ok ? read.told : read.reason;
  };

  it.each([
    ["date,count", "2026-10-05,3", { on: "2026-10-05", reports: 3, minutesToReport: null, reference: null }],
    ["date,minutes,id", "2026-10-05,12,SEC-1", { reports: 1, minutesToReport: 12, reference: "SEC-1" }],
    ["date,count,minutes", "2026-10-05,2,12", "tells minutes of several reports: one line for each"],
    ["date,count", "2026-10-05,many", 'the count "many" is no whole number from 0 to 1000000'],
    ["date,count", "2026-10-05,0", null],
  ])("of incidents: %s, %s", (heading, line, told) => {
    expect(incident(heading, line)).toEqual(typeof told === "object" && told ? expect.objectContaining(told) : told);
  });

  it("of drills have a method, a simulation unless it is said", () => {
    expect(held("2026-10-05,Lost laptop,12,")).toEqual({
      ...{ on: "2026-10-05", kind: "drill", title: "Lost laptop", method: "simulation", participants: 12 },
    });
    expect(held("2026-10-05,Lost laptop,12,Classroom")).toMatchObject({ method: "classroom" });
    expect(held("2026-10-05,Lost laptop,12,talk")).toBe(
      'the method "talk" is none of classroom, online, campaign, simulation, on-the-job',
    );
  });
});
