import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createServer } from "@huntkit/terraform-plugin";
import { connect, Lifecycle, ProviderError } from "@huntkit/terraform-plugin/engine";
import { actions, onEachEngine, Workspace } from "@huntkit/test-kit/terraform";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { rolldown, type OutputOptions } from "rolldown";
import { describe, expect, it } from "vitest";
import { noteDataSource } from "../../examples/notes/data-source.js";
import { notes } from "../../examples/notes/provider.js";
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

describe("the notes example on the package's own engine", () => {
  it("plans, creates, reads, and deletes a note", async () => {
    const directory = temporaryDirectory();
    const { client } = await connect(createServer(notes), { directory });
    const note = new Lifecycle(client, "notes_note");

    const plan = await note.plan(null, { text: "Hello" });
    const state = await note.apply(plan);

    expect(plan.action).toBe("create");
    expect(readdirSync(directory)).toEqual([`${state!.value["id"] as string}.txt`]);
    expect((await note.plan(state, { text: "Hello" })).action).toBe("no-op");
    await note.apply(await note.planDestroy(state!));
    expect(readdirSync(directory)).toEqual([]);
  });

  it("rejects an empty text", async () => {
    const { client } = await connect(createServer(notes), { directory: temporaryDirectory() });
    const note = new Lifecycle(client, "notes_note");

    await expect(note.plan(null, { text: " " })).rejects.toThrow(ProviderError);
  });
});

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

describe("the README", () => {
  it("shows the files of the example, and no other TypeScript", () => {
    const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
    const blocks = [...readme.matchAll(/```ts\n([^]*?)```/g)].map(([, text]) => text!);

    const files = readdirSync(example).filter((name) => name.endsWith(".ts"));
    const texts = files.map((name) => readFileSync(join(example, name), "utf8"));
    expect(new Set(blocks)).toEqual(new Set(texts));
  });

  it("shows a plan with the actions that the engine returns", async () => {
    const { planned } = await import("../../examples/notes/lifecycle.js");

    expect(planned).toEqual(["create", "no-op"]);
  });

  it("shows a data source that reads a note", async () => {
    const directory = temporaryDirectory({ "first.txt": "Hello" });
    const provider = { ...notes, dataSources: [noteDataSource] };
    const { client } = await connect(createServer(provider), { directory });

    const { state } = await client.readDataSource("notes_note", { id: "first" });
    expect(state).toEqual({ id: "first", text: "Hello" });
  });
});
