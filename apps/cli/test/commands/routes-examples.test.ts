import { describe, expect, it } from "vitest";
import { variables } from "../../src/program/help-topics.js";
import { atHunt } from "../support/at-hunt.js";
import { signedIn } from "../support/hunt.js";

const { sandbox, hunt } = atHunt({ tokenRoutes: "apiTokens" });

/** Runs a command with the example of a variable in its description. */
function runWithExample(variable: string, args: readonly string[]) {
  const [, example] = /`(\{.*\})`/.exec(variables[variable]!)!;
  const env = { ...signedIn(sandbox().url, sandbox().tokens.admin), [variable]: example! };
  return hunt(args, { env });
}

describe("the example in the description of", () => {
  it("HUNT_TOKEN_ROUTES lists the tokens of an instance with this route", async () => {
    const { code, stdout } = await runWithExample("HUNT_TOKEN_ROUTES", ["token", "list", "--json"]);

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).not.toEqual([]);
    expect(sandbox().requests.map(({ path }) => path)).toContainEqual(
      expect.stringMatching(/\/users\/[^/]+\/apiTokens$/i),
    );
  });

  it("HUNT_ACTION_ROUTES isolates only the named host", async () => {
    const host = sandbox()
      .records("Agents")
      .find(({ active, isolated }) => active === true && isolated === false);
    const isolated = () =>
      sandbox()
        .records("Agents")
        .filter((agent) => agent["isolated"] === true).length;
    const before = isolated();

    const { code } = await runWithExample("HUNT_ACTION_ROUTES", ["agent", "isolate", host!.id, "--yes"]);

    expect(code).toBe(0);
    expect(isolated()).toBe(before + 1);
  });
});
