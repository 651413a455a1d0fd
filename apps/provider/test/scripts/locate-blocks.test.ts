import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { locateBlocks } from "../../src/scripts/source/locate-blocks.js";

const hcl = `terraform {}

resource "hunt_flag" "mine" {
  name = "resource \\"hunt_flag\\" \\"quoted\\" {"
}
  resource "hunt_rule"   "indented" {}
# resource "hunt_flag" "comment" {}
module "eu" {
  source = "./eu"
}
`;

const json = `{
  "resource": {
    "hunt_flag": {
      "json": { "name": "J" }
    },
    "hunt_rule": [
      { "list": [{ "name": "L" }] }
    ]
  }
}
`;

async function locate(address: string, files: Record<string, string>) {
  return (await locateBlocks(temporaryDirectory(files)))(address);
}

describe("locateBlocks", () => {
  it.each([
    ["hunt_flag.mine", 3],
    ['hunt_flag.mine["a.b"]', 3],
    ["hunt_flag.mine[0]", 3],
    ["hunt_rule.indented", 6],
    ["module.eu.hunt_flag.other", 8],
    ['module.eu["x"].module.inner.hunt_flag.other', 8],
  ])("returns the line of the block in a file of the engine's own syntax: %s", async (address, line) => {
    expect(await locate(address, { "main.tf": hcl })).toEqual({ file: "main.tf", line });
  });

  it.each([
    ["hunt_flag.json", 4],
    ["hunt_rule.list", 7],
  ])("returns the line of the block in a JSON file: %s", async (address, line) => {
    expect(await locate(address, { "main.tf": hcl, "more.tf.json": json })).toEqual({
      file: "more.tf.json",
      line,
    });
  });

  it.each(["hunt_flag.quoted", "hunt_flag.comment", "hunt_flag.missing", "module.missing.hunt_flag.mine"])(
    "returns nothing for a block that does not exist: %s",
    async (address) => {
      expect(await locate(address, { "main.tf": hcl, "more.tf.json": json })).toBeUndefined();
    },
  );

  it("ignores other files, and JSON that is not valid", async () => {
    expect(await locate("hunt_flag.mine", { "main.txt": hcl, "x.tf.json": "{" })).toBeUndefined();
  });
});
