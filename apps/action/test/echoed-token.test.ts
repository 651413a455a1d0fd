import { describe, expect, it } from "vitest";
import { run, useSandbox } from "./helpers.js";
import { scenario } from "./issue/scenario.js";

const sandbox = useSandbox();

/** Forms of a token that a response of HUNT might contain. */
const forms: [name: string, echo: (token: string) => string][] = [
  ["in capitals", (token) => token.toUpperCase()],
  ["its first 40 characters", (token) => token.slice(0, 40)],
  ["reversed", (token) => Array.from(token).toReversed().join("")],
  ["split by dashes", (token) => token.replace(/.{8}/g, "$&-")],
  ["split by invisible characters", (token) => token.replace(/.{8}/g, "$&\u200b")],
];

/** Makes HUNT respond to a request with this body. */
const respondWith = (match: string, body: unknown) =>
  sandbox().faults.add({ match, kind: "status", status: 200, body, times: "always" });

/** Returns the letters and digits of a string in lower case, which escaping does not change. */
const plain = (text: string) => text.replace(/\\u200b|[^a-z0-9]/gi, "").toLowerCase();

describe("A token is in no output: a response of HUNT contains it", () => {
  it.each(forms)(
    "redacts a token in a record in the output data, which is valid JSON: %s",
    async (_, echo) => {
      const token = sandbox().tokens.admin;
      const text = echo(token);
      respondWith("GET Agents/1", { id: "1", name: `x ${text}`, [text]: 1 });

      const { outputs } = await run({ instance: sandbox().url, token, request: "GET Agents/1" });

      expect(JSON.parse(outputs["data"]!)).toMatchObject({
        id: "1",
        name: expect.stringContaining("hunt_****"),
      });
      expect(plain(outputs["data"]!)).not.toContain(plain(text).slice(0, 16));
    },
  );

  it.each(forms)(
    "redacts a token in the name of a user in the log, summary, and outputs: %s",
    async (_, echo) => {
      const token = sandbox().tokens.expiring;
      const text = echo(token);
      respondWith("GET users/me", { id: "1", email: `${text}@acme.example` });

      const { raw, summary, outputs } = await run({ instance: sandbox().url, token });

      const shown = raw.split("\n").filter((line) => !line.startsWith("::add-mask::"));
      expect(outputs["user"]).toContain("hunt_****");
      expect(plain([...shown, summary, JSON.stringify(outputs)].join("\n"))).not.toContain(
        plain(text).slice(0, 16),
      );
    },
  );

  it("redacts a token in a record of a list of requests in the output results", async () => {
    const token = sandbox().tokens.admin;
    respondWith("GET Agents/1", { id: "1", name: token.slice(0, 20) });

    const { outputs } = await run({
      instance: sandbox().url,
      token,
      requests: "- { id: agents, request: GET Agents/1 }",
    });

    expect(JSON.parse(outputs["results"]!)).toMatchObject({
      agents: { data: { name: expect.stringContaining("hunt_****") } },
    });
  });

  it("redacts a token in the name of a user in the tracking issue", async () => {
    const token = sandbox().tokens.expiring;
    respondWith("GET users/me", { id: "1", email: `${token.slice(0, 40)}@acme.example` });
    const { act, github } = await scenario();

    await act({ instance: sandbox().url, token });

    expect(github.issues()[0]!.body).toContain("hunt_****");
    expect(github.issues()[0]!.body).not.toContain(token.slice(0, 16));
  });
});
