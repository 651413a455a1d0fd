import { describe, expect, it } from "vitest";
import { createGuard } from "../../src/guard/guard.js";
import type { Send } from "../../src/http/request.js";
import { createScriptedSend } from "./scripted-send.js";

describe("a read with a time in the future", () => {
  const now = Date.parse("2026-05-01T12:00:00Z");
  const createdOn = { gte: "2027-01-01" };

  async function readAt(date: string | undefined, where: object) {
    const script = createScriptedSend({ Alerts: { rows: [] }, version: { rows: [] } });
    const headers = date === undefined ? {} : { date };
    const send: Send = async (request) => ({ ...(await script.send(request)), headers });
    const warnings: string[] = [];
    const error = await createGuard(send, (message) => warnings.push(message), { now: () => now })({
      path: "Alerts",
      query: { filter: { where } },
      archive: true,
    }).catch((reason: unknown) => reason);
    return { error, warnings, paths: script.reads.map(({ path }) => path) };
  }

  it("is not a condition on records without the time, such as a task that runs", async () => {
    const { error, paths } = await readAt("Fri, 01 May 2026 12:00:00 GMT", { createdOn: null });

    expect(error).not.toBeInstanceOf(Error);
    expect(paths).toEqual(["Alerts"]);
  });

  it("is rejected if HUNT's clock agrees, because no record can match yet", async () => {
    const { error, paths } = await readAt("Fri, 01 May 2026 12:00:00 GMT", { createdOn });

    expect(error).toMatchObject({
      input: "where",
      problem: "future",
      message:
        "where: no record can match, because HUNT itself sets createdOn in Alerts, and the condition requires a time " +
        "after now, which is 2026-05-01T12:00:00.000Z in HUNT.",
    });
    expect(paths).toEqual(["version"]);
  });

  it("is rejected if it is more than five minutes after now", async () => {
    const { error } = await readAt("Fri, 01 May 2026 12:00:00 GMT", {
      createdOn: { gte: "2026-05-01T12:06:00Z" },
    });

    expect(error).toMatchObject({ input: "where", problem: "future" });
  });

  it("is checked with one request for HUNT's time if the clock of the client is an hour slow", async () => {
    const script = createScriptedSend({ Alerts: { rows: [] }, version: { rows: [] } });
    const headers = { date: "Fri, 01 May 2026 13:00:00 GMT" };
    const guarded = createGuard(
      async (request) => ({ ...(await script.send(request)), headers }),
      () => {},
      { now: () => now },
    );
    const query = { filter: { where: { createdOn: { gte: "2026-05-01T13:01:00Z" } } } };

    await guarded({ path: "Alerts", query });
    await guarded({ path: "Alerts", query });

    expect(script.reads.map(({ path }) => path)).toEqual(["version", "Alerts", "Alerts"]);
  });

  it("is not the mistake of a range that ends before it starts", async () => {
    const { error, warnings, paths } = await readAt("Fri, 01 May 2026 12:00:00 GMT", {
      createdOn: { gte: "2026-04-01", lt: "2026-04-01" },
    });

    expect(error).toMatchObject({ data: [] });
    expect(warnings).toEqual([expect.stringContaining("exclude each other")]);
    expect(paths).toEqual([]);
  });

  it("is rejected for another time that HUNT sets", async () => {
    const { error } = await readAt("Fri, 01 May 2026 12:00:00 GMT", { createdDate: createdOn });

    expect(error).toMatchObject({ input: "where", problem: "future" });
  });

  it("is sent with a warning for a time of a host, whose clock can be wrong", async () => {
    const { paths, warnings } = await readAt("Fri, 01 May 2026 12:00:00 GMT", { eventTime: createdOn });

    expect(paths).toEqual(["version", "Alerts"]);
    expect(warnings).toEqual([
      "where: the condition on eventTime in Alerts requires a time after now, which is 2026-05-01T12:00:00.000Z in HUNT, " +
        "so it matches only records of hosts whose clock is wrong. Check the date.",
    ]);
  });

  it.each([
    ["HUNT's clock is ahead of the client's", "Fri, 01 Jan 2027 12:00:00 GMT", { createdOn }],
    ["HUNT's clock is unknown", undefined, { createdOn }],
  ])("is sent if %s", async (_, date, where) => {
    const { paths } = await readAt(date, where);

    expect(paths).toEqual(["version", "Alerts"]);
  });

  it.each([
    { createdOn: { lt: "2027-01-01" } },
    { createdOn: { gte: "2026-05-01T12:04:00Z" } },
    { eventTime: { gte: "2026-05-02" } },
    { or: [{ createdOn }, { severity: "high" }] },
    { or: [{ eventTime: createdOn }, { severity: "high" }] },
  ])("is sent without another request if a record might match: %j", async (where) => {
    const { paths } = await readAt("Fri, 01 May 2026 12:00:00 GMT", where);

    expect(paths).toEqual(["Alerts"]);
  });
});
