import { describe, expect, it } from "vitest";
import { readField } from "../src/json-field.js";

describe("readField", () => {
  it.each(['{"other": "x"}', '{"token": ""}', '{"token": null}', ""])("returns null for %s", (text) => {
    expect(readField(text, "token", "the secret")).toBe(null);
  });

  it.each(['{"token": {"a": 1}}', '{"token": 7}', '{"token": false}', '{"token": []}'])(
    "rejects a field that is not a string: %s",
    (text) => {
      expect(() => readField(text, "token", "the secret")).toThrow("the secret is not a string.");
    },
  );
});
