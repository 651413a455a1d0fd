import { expect, it } from "vitest";
import { formatCount, listFirst } from "../src/counts.js";

it("formatCount adds an s unless there is one, and separates thousands", () => {
  expect(formatCount(0, "alert")).toBe("0 alerts");
  expect(formatCount(1, "alert")).toBe("1 alert");
  expect(formatCount(31_000, "alert")).toBe("31,000 alerts");
  expect(formatCount(2, "address", "addresses")).toBe("2 addresses");
});

it("listFirst returns all names of a short list", () => {
  expect(listFirst(["a", "b"], 2)).toEqual(["a", "b"]);
});

it("listFirst counts the names that it does not return", () => {
  expect(listFirst(["a", "b", "c", "d"], 2)).toEqual(["a", "b", "and 2 more"]);
});
