import { describe, expect, it } from "vitest";
import { checkWrite } from "../../src/requests/check-write.js";
import type { RequestPart } from "../../src/requests/route.js";

const formatPlace = (part: RequestPart) => `requests[0].${part}`;
const check = (method: string, path: string, where?: object, body?: unknown) =>
  checkWrite({ method, path, params: { id: "7" }, where, body }, formatPlace);

describe("checkWrite", () => {
  it("returns whether the request changes records by condition", () => {
    expect(check("POST", "Alerts/archive", { severity: "high" })).toBe(true);
    expect(check("POST", "targets", undefined, { name: "Lab" })).toBe(false);
    expect(check("DELETE", "targets/{id}")).toBe(false);
  });

  it.each([
    ["DELETE", "Alerts", "requests[0].request: DELETE Alerts has no record ID"],
    ["POST", "Alerts/archive", "requests[0].where: missing or empty"],
  ])("throws for a request that would change every record: %s %s", (method, path, message) => {
    expect(() => check(method, path)).toThrow(message);
  });
});
