import { expect, it } from "vitest";
import { files, read } from "./repository.js";

const security = read("SECURITY.md");
const promises = [...security.matchAll(/^- \*\*(.+?)\.\*\*/gm)].map(([, promise]) => promise!);
const tests = files("*.test.ts").map(read);

it("SECURITY.md lists promises", () => {
  expect(promises.length).toBeGreaterThanOrEqual(6);
});

it.each(promises)("has a test with the name of the promise: %s", (promise) => {
  const isTested = tests.some((text) => text.includes(`("${promise}`));

  expect(isTested).toBe(true);
});
