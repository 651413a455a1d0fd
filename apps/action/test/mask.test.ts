import { describe, expect, it } from "vitest";
import { createMasker } from "../src/calls/mask.js";

const masked = (data: unknown, names: string[] = []) => {
  const hidden: string[] = [];
  const mask = createMasker(names, (secret) => hidden.push(secret));
  mask(data);
  mask(data);
  return hidden.sort();
};

describe("createMasker", () => {
  it.each([
    "password",
    "accessToken",
    "token",
    "clientSecret",
    "api_key",
    "apiKey",
    "privateKey",
    "Authorization",
  ])("masks a value of a secret field once, at any depth: %s", (name) => {
    expect(
      masked([{ inner: { [name]: "c0rrect-h0rse-battery" } }, { [name]: "c0rrect-h0rse-battery" }]),
    ).toEqual(["c0rrect-h0rse-battery"]);
  });

  it("masks strings in the format of a HUNT token in any field, because the ID of a token is its value in stock LoopBack", () => {
    expect(masked({ id: "Zz09".repeat(16), sha256: "0a".repeat(32), other: "Zz09".repeat(15) })).toEqual([
      "Zz09".repeat(16),
    ]);
  });

  it.each(["critical", "authentication-failure", "20260331-0930-0042", "Passw0rd-123456"])(
    "does not mask a value that is short or has no letters and digits: %s",
    (value) => {
      expect(masked({ token: value, password: value })).toEqual([]);
    },
  );

  it("does not mask fields with similar names, unless they are named", () => {
    const value = "c0rrect-h0rse-battery";
    expect(masked({ key: value, tokenType: value, passwords: 3, keyName: value })).toEqual([]);
    expect(masked({ key: value }, ["key"])).toEqual([value]);
  });

  it("masks all values below a named field, including numbers, and ignores the case of the name", () => {
    expect(
      masked(
        {
          rows: [{ HostName: "ws-001", more: { pin: 12345 } }, { hostname: ["ws-002", { deep: "ws-003" }] }],
        },
        ["hostname", "PIN"],
      ),
    ).toEqual(["12345", "ws-001", "ws-002", "ws-003"]);
  });

  it("masks each line of a named field, except for very short lines", () => {
    expect(
      masked({ script: '{\r\n  "secret": 1\n}\n', empty: "", letter: "a", flag: true }, [
        "script",
        "empty",
        "letter",
        "flag",
      ]),
    ).toEqual(['"secret": 1']);
  });

  it("finds named fields at any depth", () => {
    let data: unknown = { hostname: "ws-001" };
    for (let depth = 0; depth < 50_000; depth++) data = { data };
    expect(masked(data, ["hostname"])).toEqual(["ws-001"]);
  });
});
