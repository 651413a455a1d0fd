import { describe, expect, it } from "vitest";
import { formatChecksums, parseChecksums } from "../src/provider/checksums.js";

const checksum = "ab".repeat(32);

describe("parseChecksums", () => {
  it("reads what formatChecksums wrote", () => {
    const checksums = new Map([
      ["a.zip", checksum],
      ["b.zip", checksum],
    ]);

    expect(parseChecksums(formatChecksums(checksums))).toEqual(checksums);
  });

  it.each(["no checksum", checksum, "a.zip", `${checksum} a.zip`, `${checksum}  a.zip b.zip`])(
    "throws if a line is not a checksum and a name: %j",
    (line) => {
      expect(() => parseChecksums(`${checksum}  first.zip\n${line}\n`)).toThrow("Invalid line");
    },
  );
});
