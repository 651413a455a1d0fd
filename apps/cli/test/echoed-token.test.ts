import { expectNoToken } from "@huntkit/testing";
import { beforeEach, describe, expect, it } from "vitest";
import { atHunt } from "./support/at-hunt.js";

const { sandbox, hunt } = atHunt();

/** Forms in which a response could contain the token. */
const forms: [name: string, echo: (token: string) => string][] = [
  ["the whole token", (token) => token],
  ["in capitals", (token) => token.toUpperCase()],
  ["its first 40 characters", (token) => token.slice(0, 40)],
  ["its last 16 characters", (token) => token.slice(-16)],
  ["reversed", (token) => Array.from(token).toReversed().join("")],
  ["split by dashes", (token) => token.replace(/.{8}/g, "$&-")],
];

describe("hunt, with the token in a response of HUNT", () => {
  const respondWith = (body: unknown, match: string) =>
    sandbox().faults.add({ match, kind: "status", status: 200, body, times: "always" });

  beforeEach(() => sandbox().faults.clear());

  it.each(forms)("redacts the token in tables, JSON, and NDJSON: %s", async (_, echo) => {
    const text = echo(sandbox().tokens.admin);
    respondWith([{ id: "1", name: `x ${text}`, hostname: "srv" }], "GET Agents");

    for (const flags of [[], ["--json"], ["--ndjson"]]) {
      const { stdout, stderr } = await hunt(["agent", "list", ...flags]);
      expect(`${stdout}${stderr}`).not.toContain(text);
      expectNoToken(`${stdout}${stderr}`, sandbox().tokens.admin);
    }
  });

  it.each(forms)(
    "redacts the token in the output of hunt api, which remains valid JSON: %s",
    async (_, echo) => {
      const text = echo(sandbox().tokens.admin);
      respondWith({ [text]: [text, 1] }, "GET version");

      const { stdout } = await hunt(["api", "GET", "version"]);

      expect(stdout).not.toContain(text);
      expect(Object.values(JSON.parse(stdout) as object)[0]).toEqual([
        expect.stringContaining("hunt_****"),
        1,
      ]);
    },
  );

  it("prints valid JSON if the token is split over several values", async () => {
    const token = sandbox().tokens.admin;
    respondWith([token.slice(0, 8), token.slice(8, 16), token.slice(16, 24)], "GET version");

    const { stdout } = await hunt(["api", "GET", "version"]);

    expect(JSON.parse(stdout)).toHaveLength(3);
  });
});
