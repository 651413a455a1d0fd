import { ApiToken, type TokenHealth } from "@huntkit/core";
import { describe, expect, it } from "vitest";
import { describeToken, formatTokenLabel, getShortTokenId, getTokenName } from "../src/token-name.js";

const handle = "D13B3F2C-2b1a-4c53-9d1e-2f6f0b1c7a55";
const health = {
  instance: "acme",
  fingerprint: "1a2b3c4d",
  user: "ci@example.com",
  description: "CI",
  match: { by: "last use", handle, candidates: 1 },
} as TokenHealth;
const guess: TokenHealth = { ...health, match: { by: "earliest", handle, candidates: 2 } };

describe("getShortTokenId", () => {
  it("returns the first eight digits of a UUID", () => {
    expect(getShortTokenId(handle)).toBe("d13b3f2c");
  });

  it("returns other IDs unchanged", () => {
    expect(getShortTokenId("12345")).toBe("12345");
  });

  it("returns null if HUNT identifies tokens by their values or returns no ID", () => {
    expect(getShortTokenId(new ApiToken("a".repeat(64)))).toBeNull();
    expect(getShortTokenId("-".repeat(64))).toBeNull();
    expect(getShortTokenId(null)).toBeNull();
  });
});

describe("getTokenName", () => {
  it("returns the ID of a proven record", () => {
    expect(getTokenName(health)).toEqual(["ID", "d13b3f2c"]);
    expect(formatTokenLabel(health)).toBe("ID d13b3f2c");
  });

  it("returns the fingerprint if the record is a guess or unknown", () => {
    expect(getTokenName(guess)).toEqual(["Fingerprint", "1a2b3c4d"]);
    expect(getTokenName({ ...health, match: null })).toEqual(["Fingerprint", "1a2b3c4d"]);
    expect(formatTokenLabel(guess)).toBe("fingerprint 1a2b3c4d");
  });
});

describe("describeToken", () => {
  it("returns the description, the ID, the user, and the instance", () => {
    expect(describeToken(health)).toBe('the token "CI" (ID d13b3f2c) of ci@example.com at acme');
  });

  it("omits unknown parts", () => {
    expect(describeToken({ ...health, user: null, description: null })).toBe(
      "the token with ID d13b3f2c at acme",
    );
  });

  it("omits the description if the record is a guess", () => {
    expect(describeToken(guess)).toBe("the token with fingerprint 1a2b3c4d of ci@example.com at acme");
  });
});
