import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createServer } from "@huntkit/terraform-plugin";
import { connect, Lifecycle, ProviderError } from "@huntkit/terraform-plugin/engine";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { noteDataSource } from "../../examples/notes/data-source.js";
import { notes } from "../../examples/notes/provider.js";

const example = fileURLToPath(new URL("../../examples/notes/", import.meta.url));

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
