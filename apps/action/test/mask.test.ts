import { describe, expect, it } from "vitest";
import { createMasker } from "../src/calls/mask.js";

const masked = (data: unknown, names: string[] = []) => {
  const hidden: string[] = [];
  const mask = createMasker(names, (secret) => hidden.push(secret));
  mask(data);
  mask(data);
  return hidden.sort();
};

describe("secrets in data", () => {
  it.each([
    "password",
    "accessToken",
    "token",
    "clientSecret",
    "api_key",
    "apiKey",
    "privateKey",
    "Authorization",
  ])("are what stands in a field called %s, at any depth, each once", (name) => {
    expect(
      masked([{ inner: { [name]: "c0rrect-h0rse-battery" } }, { [name]: "c0rrect-h0rse-battery" }]),
    ).toEqual(["c0rrect-h0rse-battery"]);
  });

  it("are those that have a HUNT token's form, whatever their field: to stock LoopBack, a token's id is the token", () => {
    expect(masked({ id: "Zz09".repeat(16), sha256: "0a".repeat(32), other: "Zz09".repeat(15) })).toEqual([
      "Zz09".repeat(16),
    ]);
  });

  it.each(["critical", "authentication-failure", "20260331-0930-0042", "Passw0rd-123456"])(
    "are not words, numbers, or what is shorter than 16 characters (%s), since their masks would spoil the log",
    (value) => {
      expect(masked({ token: value, password: value })).toEqual([]);
    },
  );

  it("are not what stands in fields that only sound like it, or may be any kind of key", () => {
    const value = "c0rrect-h0rse-battery";
    expect(masked({ key: value, tokenType: value, passwords: 3, keyName: value })).toEqual([]);
    expect(masked({ key: value }, ["key"])).toEqual([value]);
  });
});

describe("fields that are named", () => {
  it("are masked with all that stands below them, whatever their case, numbers too", () => {
    expect(
      masked(
        {
          rows: [{ HostName: "ws-001", more: { pin: 12345 } }, { hostname: ["ws-002", { deep: "ws-003" }] }],
        },
        ["hostname", "PIN"],
      ),
    ).toEqual(["12345", "ws-001", "ws-002", "ws-003"]);
  });

  it("are masked line by line, but for lines so short that their masks would tear up the log", () => {
    expect(
      masked({ script: '{\r\n  "secret": 1\n}\n', empty: "", letter: "a", flag: true }, [
        "script",
        "empty",
        "letter",
        "flag",
      ]),
    ).toEqual(['"secret": 1']);
  });

  it("are found however deep they stand", () => {
    let data: unknown = { hostname: "ws-001" };
    for (let depth = 0; depth < 50_000; depth++) data = { data };
    expect(masked(data, ["hostname"])).toEqual(["ws-001"]);
  });
});
