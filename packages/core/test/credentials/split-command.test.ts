import { splitCommand } from "../../src/credentials/index.js";
import { describe, expect, it } from "vitest";

describe("splitCommand", () => {
  it.each([
    ["pass show hunt", ["pass", "show", "hunt"]],
    ['  op  read "op://My Vault/hunt/token"  ', ["op", "read", "op://My Vault/hunt/token"]],
    [`'C:\\Program Files\\op.exe' read x`, ["C:\\Program Files\\op.exe", "read", "x"]],
    [`sh -c 'echo "$A"'`, ["sh", "-c", 'echo "$A"']],
    [`a --name="b c"d`, ["a", "--name=b cd"]],
    [`a ""`, ["a", ""]],
  ])("splits a command into its words: %s", (text, words) => {
    expect(splitCommand("input", text)).toEqual(words);
  });
});
