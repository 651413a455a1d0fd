import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../src/npm/packages.js";
import { compareSurface, isEnough, readCompatible, readPlannedBump } from "../src/surface/compare-surface.js";
import { listSurface } from "../src/surface/list-surface.js";

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

describe("the public surface", () => {
  it("includes each kind of thing that users can depend on", async () => {
    const surface = await listSurface();

    expect(surface).toEqual(
      expect.arrayContaining([
        "import @huntkit/core HuntClient",
        'type @huntkit/core Collection.get(_: T["id"], _?: CallOptions): Promise<T>',
        "type @huntkit/core ListOptions.pageSize?: number | undefined",
        "type @huntkit/core record Alert",
        'type @huntkit/core type InputProblem = "ambiguous"',
        "action input instance required",
        "action output status",
        "hunt token check",
        "hunt token check --warn-days <value>",
        "exit code 10",
        "error code HUNT_AUTH",
        "fault kind truncated-gzip",
        "provider resources/target_group name (String, Required)",
      ]),
    );
  });

  it("has no difference to the last release that the change intents do not allow", async () => {
    const path = join(root, "release", "public-surface.txt");
    // Before the first release, everything is new.
    const last = existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : [];
    const directory = join(root, ".changeset");
    const files = readdirSync(directory).filter((file) => file.endsWith(".md"));
    const intents = files.map((file) => readFileSync(join(directory, file), "utf8"));
    const change = compareSurface(last, await listSurface(), readCompatible(intents));
    const planned = readPlannedBump(intents);

    const problem = isEnough(planned, change.bump) ? [] : [...change.removed, ...change.added];

    expect(problem, `Record a ${change.bump} change: pnpm change`).toEqual([]);
  });
});
