import { describe, expect, it } from "vitest";
import { compareSurface, readPlannedBump } from "../src/surface/compare-surface.js";

const released = ["action input limit", "error code HUNT_AUTH", "hunt token check --json"];

describe("compareSurface", () => {
  it("needs a patch if nothing changed", () => {
    expect(compareSurface(released, released).bump).toBe("patch");
  });

  it("needs a minor version if something was added", () => {
    const { added, bump } = compareSurface(released, [...released, "action output status"]);

    expect(added).toEqual(["action output status"]);
    expect(bump).toBe("minor");
  });

  it("needs a major version if something was removed", () => {
    const { removed, bump } = compareSurface(released, released.slice(1));

    expect(removed).toEqual(["action input limit"]);
    expect(bump).toBe("major");
  });

  it("needs a major version if an input of the action became required", () => {
    expect(compareSurface(released, [...released, "action input instance required"]).bump).toBe("major");
  });
});

describe("readPlannedBump", () => {
  it("returns the largest bump of all intents", () => {
    const intents = [
      '---\n"@huntkit/core": patch\n---\n\nFix.\n',
      "---\n'@huntkit/cli': minor\n---\n\nAdd.\n",
    ];

    expect(readPlannedBump(intents)).toBe("minor");
  });

  it("ignores the text of an intent", () => {
    expect(readPlannedBump(['---\n"@huntkit/core": patch\n---\n\nNot a: major\n'])).toBe("patch");
  });

  it("returns patch if there are no intents", () => {
    expect(readPlannedBump([])).toBe("patch");
  });
});
