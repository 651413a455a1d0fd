import { describe, expect, it } from "vitest";
import { hunt } from "./support/hunt.js";

interface ErrorLine {
  readonly error: Readonly<Record<"code" | "message" | "advice", string>> & { readonly exitCode: number };
}

describe("an invalid command line with --json or --ndjson", () => {
  it.each([
    [["alert", "list", "--json", "--severity", "hihg"], "--severity"],
    [["alert", "list", "--ndjson", "--since", "tomorrow"], "--since"],
    [["token", "check", "--json", "--warn-days", "x"], "--warn-days"],
    [["alert", "list", "--no-such-flag", "--json"], "Unknown flag --no-such-flag."],
    [["alert", "list", "--json=id"], "--json does not take a value."],
    [["nope", "--json"], 'Unknown command "nope".'],
  ])("is reported as one line of JSON: hunt %j", async (args, expected) => {
    const { code, stdout, stderr } = await hunt(args);

    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^\{.*\}\n$/);
    const { error } = JSON.parse(stderr) as ErrorLine;
    expect(error).toMatchObject({ code: "CLI_USAGE", exitCode: 2, advice: expect.any(String) as string });
    expect(error.message).toContain(expected);
  });

  it("is reported as text if --json is an argument of the command after --", async () => {
    const { stderr } = await hunt(["respond", "--no-such-flag", "--", "deploy", "--json"]);

    expect(stderr).toMatch(/^hunt: Unknown flag --no-such-flag\./);
  });
});
