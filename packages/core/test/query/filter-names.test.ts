import { describe, expect, it } from "vitest";
import { toPlainFilter } from "../../src/query/plain-filter.js";

describe("the names in a filter", () => {
  it.each(["fields", "order", "include"])(
    "are rejected as an object, with a list as an example: %s",
    (part) => {
      const filter = { [part]: { hostname: true } } as object;

      expect(() => toPlainFilter(filter)).toThrow(
        expect.objectContaining({
          code: "HUNT_INPUT",
          input: part,
          message: `${part}: must be a name, or a list of at least one name. For example: ["hostname"].`,
        }),
      );
    },
  );

  it.each([5, null, true, {}])("are rejected if they are not text: %j", (fields) => {
    expect(() => toPlainFilter({ fields } as object)).toThrow(
      expect.objectContaining({
        code: "HUNT_INPUT",
        input: "fields",
        message: "fields: must be a name, or a list of at least one name.",
      }),
    );
  });
});
