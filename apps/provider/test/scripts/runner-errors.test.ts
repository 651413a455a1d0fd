import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { HuntClient } from "@huntkit/core";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { expectNoToken, useHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../src/scripts/runner/run.js";
import { fakeShell } from "./fake-shell.js";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });

/** Runs a command with a configuration. Returns the error, or what was noted if there is none. */
async function runWith(text: string, command: "plan" | "apply" = "plan"): Promise<string> {
  const folder = temporaryDirectory();
  writeFileSync(join(folder, "main.tf.json"), text);
  const { sandbox } = hunt();
  const shell = fakeShell(folder, { env: { HUNT_INSTANCE: sandbox.url, HUNT_TOKEN: sandbox.tokens.admin } });
  return run(command, { autoApprove: true }, shell).then(
    () => shell.noted(),
    (error: Error) => error.message,
  );
}

const flag = (...lines: string[]) => `{
  "resource": {
    "hunt_flag": {
      "mine": {
${lines.map((line) => `        ${line}`).join(",\n")}
      }
    }
  }
}
`;

describe("an error of hunt-provider plan", () => {
  it("shows the line of an unsupported argument, and suggests the nearest one", async () => {
    expect(await runWith(flag('"name": "Mine"', '"colr": "red"'))).toBe(`Error: Unsupported argument

  on main.tf.json line 6, in resource.hunt_flag.mine.colr:
   6:         "colr": "red"

An argument named "colr" is not expected here. Did you mean color?`);
  });

  it.each([
    [
      "a nested value",
      flag('"name": "Mine"', '"color": "red"', '"timeouts": {\n          "create": "5" }'),
      "Error: Invalid timeouts.create\n\n  on main.tf.json line 8, in resource.hunt_flag.mine.timeouts.create:\n" +
        '   8:           "create": "5" }\n\n"5" is not a duration.',
    ],
    [
      "a value of a wrong type",
      flag('"name": "Mine"', '"color": ["red"]'),
      "Error: Incorrect attribute value type\n\n  on main.tf.json line 6, in resource.hunt_flag.mine.color:\n",
    ],
    [
      "a reference to an attribute that does not exist",
      flag('"name": "${hunt_flag.mine.nam}"', '"color": "red"'),
      "Error: Invalid reference\n\n  on main.tf.json line 5, in resource.hunt_flag.mine.name:\n" +
        '   5:         "name": "${hunt_flag.mine.nam}",\n\nhunt_flag.mine.nam does not exist. Did you mean name?',
    ],
    [
      "a reference to a resource that does not exist",
      flag('"name": "${hunt_flag.nine.name}"', '"color": "red"'),
      "hunt_flag.nine.name does not exist. Did you mean hunt_flag.mine?",
    ],
    [
      "a resource type that does not exist",
      flag('"name": "Mine"').replace("hunt_flag", "hunt_flags"),
      "Error: Invalid resource type\n\n  on main.tf.json line 4, in resource.hunt_flags.mine:\n" +
        '   4:       "mine": {\n\nThe provider does not have the resource type "hunt_flags". Did you mean hunt_flag?',
    ],
    [
      "a block that requires an engine",
      '{\n  "locals": {}\n}',
      "Error: Unsupported configuration\n\n  on main.tf.json line 2, in locals:\n" +
        '   2:   "locals": {}\n\nhunt-provider does not support this.',
    ],
    [
      "a meta-argument",
      flag('"name": "Mine"', '"count": 2'),
      "Error: Unsupported configuration\n\n  on main.tf.json line 6, in resource.hunt_flag.mine.count:\n",
    ],
    [
      "text that is not JSON",
      '{\n  "resource": {},\n}',
      "Error: Invalid JSON\n\n  on main.tf.json line 3:\n   3: }\n\n",
    ],
    [
      "a name that occurs twice",
      flag('"name": "Mine"', '"name": "Yours"'),
      'Error: Invalid JSON\n\n  on main.tf.json line 6:\n   6:         "name": "Yours"\n\nDuplicate key',
    ],
  ])("shows the line of the error: %s", async (_, text, message) => {
    expect(await runWith(text)).toContain(message);
  });

  it("shows the line of the resource for an error of HUNT", async () => {
    hunt().sandbox.faults.add({ match: "POST flags", kind: "status", status: 422 });

    expect(await runWith(flag('"name": "Mine"', '"color": "red"'), "apply")).toContain(
      'Error: HUNT rejected the values\n\n  on main.tf.json line 4, in resource.hunt_flag.mine:\n   4:       "mine": {\n',
    );
  });

  it("does not show a secret that is in the line", async () => {
    const text = '{\n  "provider": { "hunt": { "token": "s3cret\\"tail", "max_retries": 99 } }\n}';

    const output = await runWith(text);

    expect(output).toContain(
      '   2:   "provider": { "hunt": { "token": "(sensitive value)", "max_retries": 99 } }\n',
    );
    expectNoToken(output, 's3cret"tail');
  });

  it("shows the line of the provider's argument", async () => {
    const text = '{\n  "provider": { "hunt": {\n    "instance": "ftp://x" } }\n}';

    expect(await runWith(text)).toContain(
      'Error: Invalid instance\n\n  on main.tf.json line 3, in provider.hunt.instance:\n   3:     "instance": "ftp://x" } }\n',
    );
  });
});
