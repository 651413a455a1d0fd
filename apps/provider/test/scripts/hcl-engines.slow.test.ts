import * as fc from "fast-check";
import { onEachEngine } from "@huntkit/test-kit/terraform";
import { expect, it } from "vitest";
import { formatBlock } from "../../src/scripts/export/hcl.js";
import { Workspace } from "../workspace.js";
import { nastyStrings } from "./nasty-strings.js";

const lines = [
  { name: "a", value: 1 },
  { name: "long_name", value: "x" },
  { name: "object", value: { inner: { deep: ["x"], longer: 1 }, b: 2 } },
  { name: "c", value: 3 },
  { comment: "words" },
  { name: "long_again", value: true },
  { block: "part", lines: [{ name: "d", value: 4 }, { name: "long", value: "x" }, { comment: "words" }] },
];

onEachEngine((engine) => {
  it("reads each literal as the same string", async () => {
    const texts = [...nastyStrings, ...fc.sample(fc.string({ unit: "grapheme" }), 100)].map((text) =>
      text.normalize("NFC"),
    );
    const workspace = new Workspace(engine, {
      files: {
        "main.tf": texts
          .map((text, index) => formatBlock("output", [`o${index}`], [{ name: "value", value: text }]))
          .join(""),
      },
    });
    expect((await workspace.apply()).stderr).toBe("");
    const outputs = JSON.parse((await workspace.run("output", "-json")).stdout) as Record<
      string,
      { value: unknown }
    >;
    expect(texts.map((_, index) => outputs[`o${index}`]?.value)).toEqual(texts);
  });

  it("finds no differences in the format of exported configuration", async () => {
    const workspace = new Workspace(engine, { files: { "main.tf": formatBlock("x", ["y"], lines) } });
    expect(await workspace.run("fmt", "-check", "-diff")).toEqual({ code: 0, stdout: "", stderr: "" });
  });
});
