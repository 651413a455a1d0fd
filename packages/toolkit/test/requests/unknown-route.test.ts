import { HuntForbiddenError, HuntUnsupportedError } from "@huntkit/core";
import { describe, expect, it } from "vitest";
import { explainUnknownRoute } from "../../src/requests/unknown-route.js";

const facts = { method: "GET", path: "api/Alert" };
const unsupported = new HuntUnsupportedError(
  "GET api/Alert: this HUNT instance does not have this route.",
  facts,
);
const forbidden = new HuntForbiddenError("GET api/Alert: its user is not allowed to do this.", facts);
const page = "The /explorer page of the instance lists all routes.";

describe("explainUnknownRoute", () => {
  it.each(["Alert", "alert", "Alert/count", "alert/{id}"])("suggests the nearest model for %s", (path) => {
    expect(explainUnknownRoute(unsupported, path)).toBe(`Did you mean Alerts? ${page}`);
  });

  it("refers to the list of routes if no model is similar", () => {
    expect(explainUnknownRoute(unsupported, "Zebras")).toBe(page);
  });

  it("refers to the list of routes if the model exists, but not the rest of the path", () => {
    expect(explainUnknownRoute(unsupported, "Alerts/nothing")).toBe(page);
  });

  it("returns an empty string for other errors", () => {
    expect(explainUnknownRoute(forbidden, "Alert")).toBe("");
  });
});
