import {
  ApiToken,
  HuntAuthError,
  HuntConnectionError,
  HuntInputError,
  HuntProtocolError,
  type TokenHealth,
} from "@huntkit/core";
import { describe, expect, it } from "vitest";
import { errorCatalog, formatErrorTable } from "../src/errors/error-catalog.js";
import { getErrorCode, getHealthCode } from "../src/index.js";

const token = "a".repeat(64);

const finding = {
  instance: "acme",
  fingerprint: String(new ApiToken(token)),
  checkedAt: "2026-03-31T09:30:00.000Z",
  user: null,
  role: null,
  description: null,
  match: null,
  createdAt: null,
  expiresAt: null,
  daysLeft: null,
  source: "none",
} as const;

describe("getErrorCode", () => {
  it("returns the code of the class if an error has no problem", () => {
    expect(getErrorCode(new HuntAuthError("x"))).toBe("HUNT_AUTH");
  });

  it.each([
    ["HUNT_CONNECTION_DNS", new HuntConnectionError("x", {}, "dns")],
    ["HUNT_PROTOCOL_INVALID_JSON", new HuntProtocolError("x", {}, "invalid-json")],
    ["HUNT_INPUT_NO_EXPORT", new HuntInputError("resume", "no-export", "x")],
  ])("adds the problem: %s", (code, error) => {
    expect(getErrorCode(error)).toBe(code);
  });
});

describe("getHealthCode", () => {
  it("returns null for a healthy token", () => {
    const health: TokenHealth = { ...finding, status: "healthy", source: "hunt" };

    expect(getHealthCode(health)).toBeNull();
  });

  it("returns the code of the error if HUNT could not be reached", () => {
    const error = new HuntConnectionError("x", {}, "refused");
    const health: TokenHealth = { ...finding, status: "unreachable", reason: "refused", error };

    expect(getHealthCode(health)).toBe("HUNT_CONNECTION_REFUSED");
  });

  it("includes the reason of an unknown expiry date", () => {
    const health: TokenHealth = { ...finding, status: "unknown-expiry", reason: "no-route", error: null };

    expect(getHealthCode(health)).toBe("TOKEN_EXPIRY_UNKNOWN_NO_ROUTE");
  });
});

describe("the catalog of errors", () => {
  it("has complete sentences with a period", () => {
    for (const { title, fix } of Object.values(errorCatalog)) {
      expect(title).toMatch(/^[A-Z`].*\.$/);
      expect(fix).toMatch(/^[A-Z`[].*\.$/);
    }
  });

  it("is formatted as a sorted and escaped table of the matching codes", () => {
    const lines = formatErrorTable(/^(HUNT_INPUT_Y|PROVIDER_)/).split("\n");

    expect(lines.slice(0, 2)).toEqual(["| Code | Meaning | What to do |", "|---|---|---|"]);
    expect(lines[2]).toMatch(/^\| `HUNT_INPUT_YAML` \| .*`\\\|`/);
    expect(lines[3]).toMatch(/^\| `PROVIDER_FAILED` \|/);
  });
});
