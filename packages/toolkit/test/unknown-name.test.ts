import { describe, expect, it } from "vitest";
import { findNameMistake } from "../src/condition-names.js";
import { createClient, signal, warn } from "./named-records.js";

const find = (where: object, isEmpty: boolean) => {
  const { client, requests } = createClient();
  const read = { client, path: "Alerts", where, signal, warn };
  return { mistake: findNameMistake(read, { isEmpty }), requests };
};

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
});
