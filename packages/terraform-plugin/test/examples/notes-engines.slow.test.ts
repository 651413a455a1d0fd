import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { actions, onEachEngine, Workspace } from "@huntkit/test-kit/terraform";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { rolldown, type OutputOptions } from "rolldown";
import { describe, expect, it } from "vitest";
import config from "../../examples/notes/rolldown.config.js";

const example = fileURLToPath(new URL("../../examples/notes/", import.meta.url));

/** The engine starts the provider several times, in milliseconds. */
const timeout = 120_000;

const configuration = (directory: string, text: string) => `terraform {
  required_providers {
    notes = { source = "example/notes" }
  }
}

provider "notes" {
  directory = ${JSON.stringify(directory)}
}

resource "notes_note" "welcome" {
  text = ${JSON.stringify(text)}
}

output "words" {
  value = provider::notes::word_count(notes_note.welcome.text)
}
`;

/**
 * Builds the example as described in the README, with the built package. Returns the directory of the
 * executable.
 */
async function build(): Promise<string> {
  const { output, ...input } = config;
  const dir = join(example, "dist");
  const bundle = await rolldown({ ...input, cwd: example });
  await bundle.write({ ...(output as OutputOptions), dir });
  await bundle.close();
  chmodSync(join(dir, "terraform-provider-notes"), 0o755);
  writeFileSync(join(dir, "package.json"), '{ "type": "commonjs" }\n');
  return dir;
}

describe("the notes example", () => {
  onEachEngine((engine) => {
    it(
      "is planned, applied, updated, repaired after a change by someone else, and destroyed",
      async () => {
        const directory = join(temporaryDirectory(), "notes");
        const workspace = new Workspace(engine, {
          source: "example/notes",
          provider: await build(),
          files: { "main.tf": configuration(directory, "Hello") },
        });
        const readNotes = () =>
          readdirSync(directory).map((name) => readFileSync(join(directory, name), "utf8"));

        expect(actions(await workspace.plan())).toEqual({ "notes_note.welcome": "create" });
        expect((await workspace.apply()).code).toBe(0);
        expect(readNotes()).toEqual(["Hello"]);
        expect(actions(await workspace.plan())).toEqual({});

        workspace.write("main.tf", configuration(directory, "Hello, world"));
        expect(actions(await workspace.plan())).toEqual({ "notes_note.welcome": "update" });
        expect((await workspace.apply()).code).toBe(0);
        expect(readNotes()).toEqual(["Hello, world"]);
        expect((await workspace.state()).values!.outputs!["words"]!.value).toBe(2);

        writeFileSync(join(directory, readdirSync(directory)[0]!), "Changed by someone else");
        expect(actions(await workspace.plan())).toEqual({ "notes_note.welcome": "update" });

        expect((await workspace.destroy()).code).toBe(0);
        expect(readNotes()).toEqual([]);
      },
      timeout,
    );
  });
});
