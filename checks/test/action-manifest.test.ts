import { validate } from "@actions/languageservice";
import { expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { read } from "./repository.js";

const findProblems = (folder: string, text: string) =>
  validate(TextDocument.create(`file:///${folder}/action.yml`, "yaml", 1, text));

it("action.yml matches GitHub's schema of actions", async () => {
  expect(await findProblems("ours", read("action.yml"))).toEqual([]);
});

it("an error in action.yml is found", async () => {
  expect(await findProblems("broken", read("action.yml").replace("runs:", "run:"))).not.toEqual([]);
});
