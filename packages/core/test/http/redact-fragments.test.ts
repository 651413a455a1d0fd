import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tokenValue } from "@huntkit/test-kit/values";
import { createRedactor } from "../../src/http/redact.js";

const token = "Q7dXk2mVb9RtYw4ZpLs8GhJc3NfTe6Ua1Bo5Ki0Mr7Dy2Wx9Ev4Hq8Lz3Sn6Pj1Cg";
const redact = createRedactor([[token, "hunt_****"]]);
const seed = Number(process.env["FC_SEED"] ?? 20_261_129);

describe("A token is in no output: a fragment of it in an error", () => {
  it.each([
    ["cut at its end", `bad token ${token.slice(0, 40)}...`, "bad token hunt_****..."],
    ["cut at its start", `...${token.slice(30)}`, "...hunt_****"],
    ["its last 16 characters", `<.a${token.slice(-16)}>`, "<.ahunt_****>"],
    ["16 characters from its middle", `<${token.slice(20, 36)}>`, "<hunt_****>"],
    ["reversed", `[${Array.from(token).toReversed().join("")}]`, "[hunt_****]"],
    ["in capitals", token.toUpperCase(), "hunt_****"],
    ["split by a line break", `${token.slice(0, 32)}\n${token.slice(32)}`, "hunt_****"],
    [
      "split by escaped invisible characters",
      token.replace(/.{8}(?=.)/g, "$&\\u200b\\u{e0001}"),
      "hunt_****",
    ],
    [
      "after what looks like an escape sequence",
      `\\u${"a".repeat(4)}${token.slice(0, 16)}`,
      "\\uaaaahunt_****",
    ],
    ["with spaces in between", Array.from(token).join(" "), "hunt_****"],
    ["twice", `${token.slice(0, 20)}, ${token.slice(30, 50)}`, "hunt_****, hunt_****"],
  ])("is redacted: %s", (_, text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });

  it("is kept if it has fewer than 16 characters", () => {
    const text = `token ${token.slice(0, 15)}`;

    expect(redact(text)).toBe(text);
  });

  it("is redacted at any position of any token, with any text around it", () => {
    const fragment = fc.tuple(tokenValue, fc.nat({ max: 48 }), fc.integer({ min: 16, max: 64 }));

    fc.assert(
      fc.property(fragment, fc.string(), fc.string(), ([value, start, length], before, after) => {
        const part = value.slice(start, start + length);
        const redacted = createRedactor([[value, "***"]])(`${before}${part}${after}`);
        expect(redacted).not.toContain(part);
      }),
      { seed },
    );
  });
});
