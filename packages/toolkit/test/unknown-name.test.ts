import { HuntClosedError, HuntServerError, type HuntClient } from "@huntkit/core";
import { describe, expect, it } from "vitest";
import { findNameMistake } from "../src/condition-names.js";
import { atNow, createClient, signal, warn } from "./named-records.js";

const find = (where: object, isEmpty: boolean) => {
  const { client, requests } = createClient();
  const read = { client, path: "Alerts", where, signal, warn };
  return { mistake: findNameMistake(read, { isEmpty }), requests };
};

/** Checks a name with a client whose lists fail with an error. */
function findUnreadable(error: Error, whileRunning: AbortSignal) {
  const toArray = async () => {
    throw error;
  };
  const model = () => ({ list: () => ({ toArray }) });
  const client = { model, ...atNow } as unknown as HuntClient;
  const read = { client, path: "Alerts", where: { hostname: "srv-01" }, signal: whileRunning, warn };
  return findNameMistake(read, { isEmpty: true });
}

describe("findNameMistake", () => {
  it("finds a single name that does not exist if the result is empty", async () => {
    const { mistake } = find({ hostname: "nosuchhost" }, true);

    expect((await mistake)?.message).toContain('where: hostname: no host is named "nosuchhost".');
  });

  it("finds one of several names that does not exist, also if the result has rows", async () => {
    const { mistake } = find({ hostname: { inq: ["srv-01", "nosuchhost"] } }, false);

    expect((await mistake)?.message).toContain('no host is named "nosuchhost"');
  });

  it("sends no request for a single name if the result has rows", async () => {
    const { mistake, requests } = find({ hostname: "nosuchhost" }, false);

    expect(await mistake).toBeNull();
    expect(requests).toEqual([]);
  });

  it("returns that HUNT could not be searched if it cannot list the names", async () => {
    const failure = new HuntServerError("GET Agents: HUNT returned 500.", {}, null);

    const mistake = await findUnreadable(failure, signal);

    expect(mistake?.message).toBe(
      "where: HUNT could not be searched for the values in it: GET Agents: HUNT returned 500.",
    );
  });

  it("throws an error that HUNT did not cause", async () => {
    const bug = new TypeError("rows is undefined");

    await expect(findUnreadable(bug, signal)).rejects.toBe(bug);
  });

  it("throws if the caller aborts", async () => {
    const closed = new HuntClosedError({ method: "GET", path: "Agents" }, true);

    await expect(findUnreadable(closed, AbortSignal.abort())).rejects.toBe(closed);
  });
});
