import { expect, it } from "vitest";
import { readAlertField } from "../src/index.js";

it("reads a field of an alert from its data", () => {
  const alert = { id: "1", data: { threatName: "Bad" }, threatName: "Good" };

  expect(readAlertField(alert, "threatName")).toBe("Bad");
});

it("reads a field of an alert at its top level if the data lack it", () => {
  const alert = { id: "1", threatScore: 9 };

  expect(readAlertField(alert, "threatScore")).toBe(9);
  expect(readAlertField({ ...alert, data: { threatScore: null } }, "threatScore")).toBe(9);
});

it("returns false and 0 unchanged, and null for a field that the alert does not have", () => {
  const alert = { id: "1", data: { malicious: false, threatScore: 0 } };

  expect(readAlertField(alert, "malicious")).toBe(false);
  expect(readAlertField(alert, "threatScore")).toBe(0);
  expect(readAlertField(alert, "sha256")).toBeNull();
});
