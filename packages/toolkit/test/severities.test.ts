import { expect, it } from "vitest";
import { listSeveritiesFrom, severitiesWorstFirst } from "../src/severities.js";

it("severitiesWorstFirst begins with the worst", () => {
  expect(severitiesWorstFirst).toEqual(["critical", "high", "medium", "low"]);
});

it("listSeveritiesFrom returns a severity and all that are worse", () => {
  expect(listSeveritiesFrom("critical")).toEqual(["critical"]);
  expect(listSeveritiesFrom("medium")).toEqual(["critical", "high", "medium"]);
});
