import { HuntClient } from "@huntkit/core";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { expectNoToken, useHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createProgram } from "../../src/scripts/program.js";
import { callCommand } from "./call-command.js";
import { fakeShell } from "./fake-shell.js";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });

describe("hunt-provider", () => {
  it("applies a configuration without printing the token", async () => {
    const { url, tokens } = hunt().sandbox;
    const env = { PATH: process.env["PATH"], HUNT_INSTANCE: url, HUNT_TOKEN: tokens.admin };
    const flag = { x: { name: "By command", color: "red" } };
    const directory = temporaryDirectory({
      "main.tf.json": JSON.stringify({ resource: { hunt_flag: flag } }),
    });

    const applied = await callCommand(["apply", "--auto-approve"], directory, env);

    expect(applied).toMatchObject({ code: 0, stderr: "hunt_flag.x: created\n" });
    expectNoToken(applied, tokens.admin);
  });

  it.each([
    ["foo", "Unknown command 'foo'. See hunt-provider --help."],
    ["exprot", "Unknown command 'exprot'. Did you mean export? See hunt-provider --help."],
    ["plan --bogus", "Unknown option '--bogus'. See hunt-provider --help."],
    [
      "drift --engine x",
      "Option '--engine <name>' argument 'x' is invalid. Allowed choices are terraform, tofu. See hunt-provider --help.",
    ],
  ])("explains an invalid command line in sentences: %s", async (line, message) => {
    const { code, stderr } = await callCommand(line.split(" "), temporaryDirectory(), {});

    expect(stderr).toBe(`${message}\n`);
    expect(code).toBe(1);
  });

  it("has no option for a token or another secret", () => {
    const { commands } = createProgram(fakeShell("."), { provider: "" }, () => {});
    expect(
      commands
        .flatMap(({ options }) => options.map(({ long }) => long))
        .filter((option) => /token|password|secret|key/.test(option ?? "")),
    ).toEqual([]);
  });
});
