import { describe, expect, it } from "vitest";
import { type HuntInputError, parseInstance } from "../src/index.js";

describe("parseInstance", () => {
  it.each([
    "acme",
    "ACME",
    " acme ",
    "acme.infocyte.com",
    "https://acme.infocyte.com",
    "https://acme.infocyte.com/",
    "https://acme.infocyte.com/api",
    "acme.infocyte.com/api/",
    "https://acme.infocyte.com:443/API",
    "acme/api",
  ])("parses %j as the hosted instance acme", (text) =>
    expect(parseInstance(text)).toEqual({
      origin: "https://acme.infocyte.com",
      api: "https://acme.infocyte.com/api",
      base: "/api",
      name: "acme",
    }),
  );

  it.each([
    ["https://hunt.example.org:8443", "https://hunt.example.org:8443", "hunt.example.org:8443"],
    ["hunt.example.org", "https://hunt.example.org", "hunt.example.org"],
    ["hunt:8443/api", "https://hunt:8443", "hunt:8443"],
    ["10.1.2.3", "https://10.1.2.3", "10.1.2.3"],
    ["[2001:db8::1]:8443", "https://[2001:db8::1]:8443", "[2001:db8::1]:8443"],
    ["localhost", "https://localhost", "localhost"],
    ["http://localhost:3000", "http://localhost:3000", "localhost:3000"],
    ["http://127.0.0.1:3000/api", "http://127.0.0.1:3000", "127.0.0.1:3000"],
    ["http://127.8.9.1", "http://127.8.9.1", "127.8.9.1"],
    ["http://[::1]:3000", "http://[::1]:3000", "[::1]:3000"],
    ["http://0x7f.1", "http://127.0.0.1", "127.0.0.1"],
  ])("keeps the host and the port of a self-hosted instance: %j", (text, origin, name) => {
    expect(parseInstance(text)).toEqual({ origin, api: `${origin}/api`, base: "/api", name });
  });

  it.each([
    ["", "empty"],
    ["  ", "empty"],
    ["https://", "invalid"],
    ["https://exa mple", "whitespace"],
    ["ac me", "whitespace"],
    ["acme\u200b", "invalid"],
    ["\u200bacme", "invalid"],
    ["ac\u00adme", "invalid"],
    ["acme.infocyte.com\u{e0041}", "invalid"],
    ["acme.infocyte.com\nevil", "whitespace"],
    ["https:/", "invalid"],
    ["acme.infocyte.com.", "invalid"],
    ["Q7".repeat(32), "token"],
    [undefined as unknown as string, "type"],
    ["ftp://acme.infocyte.com", "scheme"],
    ["http://acme.infocyte.com", "insecure"],
    ["http://localhost.example.org", "insecure"],
    ["http://127.0.0.1.example.org", "insecure"],
    ["http://10.0.0.1", "insecure"],
    ["http://[::2]", "insecure"],
    ["https://user:secret@acme.infocyte.com", "credentials"],
    ["https://user@acme.infocyte.com", "credentials"],
    ["user:secret@acme.infocyte.com", "credentials"],
    ["https://acme.infocyte.com/explorer", "path"],
    ["https://acme.infocyte.com/api/v2", "path"],
    ["https://acme.infocyte.com/apis", "path"],
    ["https://acme.infocyte.com?access_token=secret", "query"],
    ["https://acme.infocyte.com/#/dashboard", "query"],
  ])("rejects %j", (text, problem) => {
    expect(() => parseInstance(text)).toThrow(
      expect.objectContaining({ code: "HUNT_INPUT", input: "instance", problem }) as HuntInputError,
    );
    expect(() => parseInstance(text)).not.toThrow(/secret/);
  });
});
