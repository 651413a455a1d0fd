import { describe, expect, it } from "vitest";
import {
  checkParams,
  findModel,
  getRequestKind,
  parsePath,
  parseRoute,
  toModel,
  type PlaceOf,
} from "../../src/requests/route.js";

const placeOf: PlaceOf = (part) => `--${part}`;

describe("parseRoute", () => {
  it.each([
    ["GET Alerts", { method: "GET", path: "Alerts" }],
    [" post  /targets/{id}/scan ", { method: "POST", path: "targets/{id}/scan" }],
  ])("parses a method and a path: '%s'", (text, route) => {
    expect(parseRoute(text, placeOf)).toEqual(route);
  });

  it.each([
    ["Alerts", /^--request: it must be a method and a path/],
    ["HEAD Alerts", /Valid methods: GET, POST, PUT, PATCH, DELETE\.$/],
    [
      "GET Alerts?limit=3&filter[order]=id",
      /^--request: remove the query\. Use --order and --limit instead\.$/,
    ],
    ["GET Alerts/", /^--request: the path ends with a slash\. Add the missing ID, or remove the slash\.$/],
    ["GET Alerts?filter={}", /^--request: remove the query\. Put conditions into --where, /],
    ["GET https://evil.example/x", /^--request: the path must be relative to the API base/],
    ["GET /api/Alerts", /and api\/, for example/],
    ["GET ../explorer", /^--request: the path must be relative/],
  ])("throws for any other string: '%s'", (text, message) => {
    expect(() => parseRoute(text, placeOf)).toThrow(message);
  });
});

describe("parsePath", () => {
  it.each(["Alerts/count", "/Alerts/count", "/api/Alerts/count", "API/Alerts/count"])(
    "removes a leading slash and api/ from the path: %s",
    (text) => {
      expect(parsePath(text, placeOf)).toBe("Alerts/count");
    },
  );
});

describe("checkParams", () => {
  it("accepts exactly one value for each name", () => {
    expect(() => checkParams("Alerts/{id}", { id: "1" }, "params")).not.toThrow();
  });

  it("throws for a name without a value", () => {
    expect(() => checkParams("Alerts/{id}", {}, "params")).toThrow("params: {id} in the path has no value.");
  });

  it("throws for a value without a name", () => {
    expect(() => checkParams("Alerts", { id: "1" }, "params")).toThrow(
      "params: the path has no {id}. Its parameters: none.",
    );
  });

  it("suggests the nearest placeholder for an unknown name", () => {
    expect(() => checkParams("Alerts/{id}", { idd: "1" }, "params")).toThrow(
      "params: the path has no {idd}. Did you mean id?",
    );
  });
});

describe("getRequestKind", () => {
  it.each([
    ["GET Alerts", "list"],
    ["GET alerts", "list"],
    ["GET Alerts/count", "count"],
    ["GET Alerts/{id}", "record"],
    ["GET Jobs/42", "record"],
    ["GET Alerts/0f8fad5b-d9cb-469f-a165-70867728950e", "record"],
    ["GET users/me", "other"],
    ["POST Alerts/archive", "write"],
    ["DELETE targets/1", "other"],
  ])("getRequestKind treats %s as %s", (text, kind) => {
    expect(getRequestKind(parseRoute(text, placeOf), false)).toBe(kind);
  });

  it("getRequestKind treats an unknown model as a list if a list is requested", () => {
    expect(getRequestKind({ method: "GET", path: "Widgets" }, true)).toBe("list");
  });
});

it("findModel ignores the case of a path", () => {
  expect(findModel("ALERTS")?.route.toLowerCase()).toBe("alerts");
  expect(findModel("Widgets")).toBeUndefined();
});

it("toModel returns a model for an unknown path", () => {
  expect(toModel("Widgets").route).toBe("Widgets");
});
