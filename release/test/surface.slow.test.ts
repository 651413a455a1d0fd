import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../src/npm/packages.js";
import { compareSurface, isEnough, readCompatible, readPlannedBump } from "../src/surface/compare-surface.js";
import { listSurface } from "../src/surface/list-surface.js";

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

it("public classes of errors end in Error", async () => {
  const classes = (await listSurface()).flatMap((line) => {
    const [, name, base] = /^type \S+ (?:abstract )?class (\w+)\S* extends (\w+)/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, base: base! }];
  });

  const errors = classes.filter(({ base }) => base.endsWith("Error"));

  expect(errors.length).toBeGreaterThan(15);
  expect(errors.filter(({ name }) => !name.endsWith("Error"))).toEqual([]);
});

it("public names of packages say directory, as Node.js does", async () => {
  const names = (await listSurface()).filter((line) => /^(?:import|type) /.test(line));

  expect(names.filter((line) => /folder/i.test(line))).toEqual([]);
});
