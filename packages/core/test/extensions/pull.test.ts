import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { createClient, catchError, useSandbox } from "../helpers.js";
import { createModelClient } from "../sources/create-model-client.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { readExtensionDirectory } from "../../src/extensions/extension-file.js";
import { script } from "./scripts.js";

const sandbox = useSandbox();
const extensions = () => createClient(sandbox().url, { token: sandbox().tokens.admin }).extensions;

/** Creates an extension that the client would reject. */
async function createOfWrongType(name: string): Promise<{ id: string }> {
  const response = await fetch(`${sandbox().url}/api/extensions`, {
    method: "POST",
    headers: { authorization: sandbox().tokens.admin, "content-type": "application/json" },
    body: JSON.stringify({ name, type: "../up", body: `-- ${name}` }),
  });
  return (await response.json()) as { id: string };
}

describe("extensions.pull", () => {
  it("writes every extension to the directory of its type, and a push then finds no changes", async () => {
    const directory = join(temporaryDirectory(), "made", "on", "the way");
    const { written } = await extensions().pull(directory);
    const rows = sandbox().records("extensions");
    expect(written).toHaveLength(rows.length);
    expect(written.map((path) => relative(directory, path))).toContain(
      join("response", "host_isolation.lua"),
    );
    const { plan } = await extensions().push(await readExtensionDirectory(directory), { dryRun: true });
    expect([plan.unchanged.length, plan.create, plan.update, plan.conflicts]).toEqual([
      rows.length,
      [],
      [],
      [],
    ]);
    expect(await extensions().pull(directory)).toMatchObject({
      written: [],
      unchanged: { length: rows.length },
    });
  });

  it("overwrites the file with the same GUID in any directory, and no other file", async () => {
    const guid = randomUUID();
    const text = await script({ guid, name: "Moved" }, "hunt.log(2)");
    const { id } = await extensions().import(text);
    const directory = temporaryDirectory({
      "official/collection/my.lua": await script({ guid, name: "Before" }),
      "collection/moved.lua": "-- someone's notes",
    });
    const { written } = await extensions().pull(directory);
    expect(written).toContain(join(directory, "official/collection/my.lua"));
    expect(readFileSync(join(directory, "official/collection/my.lua"), "utf8")).toBe(text);
    expect(readFileSync(join(directory, "collection/moved.lua"), "utf8")).toBe("-- someone's notes");
    await extensions().delete(id);
  });

  it("never writes outside its directory, and writes each extension to its own file", async () => {
    const base = temporaryDirectory();
    const directory = join(base, "inside");
    const made = await Promise.all(["../../escaped", "../escaped"].map(createOfWrongType));
    await extensions().pull(directory);
    const [one, two] = made.map(({ id }) => join(directory, "up", `escaped-${id.toLowerCase()}.lua`));
    const plain = join(directory, "up", "escaped.lua");
    expect([plain, one, two].filter((path) => existsSync(path!))).toHaveLength(2);
    expect(existsSync(join(base, "up")) || existsSync(join(base, "escaped.lua"))).toBe(false);
    expect((await extensions().pull(directory)).written).toEqual([]);
    await Promise.all(made.map(({ id }) => extensions().delete(id)));
  });

  it("skips an extension whose body HUNT does not return, and reports it", async () => {
    const guid = randomUUID();
    const text = await script({ guid, name: "Mine" });
    for (const latest of [{ body: null }, {}, { body: " \n" }]) {
      const directory = temporaryDirectory({ "collection/my.lua": text });
      const path = join(directory, "collection/my.lua");
      const client = await createModelClient(
        "extensions",
        [
          { id: "1", name: "Mine", type: "collection", description: guid },
          { id: "2", name: "New" },
        ],
        latest,
      );
      expect(await client.extensions.pull(directory)).toMatchObject({
        written: [],
        unchanged: [],
        skipped: [
          {
            id: "1",
            name: "Mine",
            path,
            reason: "no-body",
            message: expect.stringContaining(`${path}: HUNT does not return its body`),
          },
          { id: "2", path: undefined, reason: "no-body" },
        ],
      });
      expect([readFileSync(path, "utf8"), existsSync(join(directory, "new.lua"))]).toEqual([text, false]);
    }
  });

  it("does not overwrite a file that has either name of a new extension", async () => {
    const files = { "collection/foo.lua": "-- my own", "collection/foo-1.lua": "-- my other own" };
    const directory = temporaryDirectory(files);
    const client = await createModelClient("extensions", [{ id: "1", name: "Foo", type: "collection" }], {
      body: "-- from HUNT",
    });
    expect(await client.extensions.pull(directory)).toMatchObject({
      written: [],
      skipped: [{ id: "1", reason: "taken", path: join(directory, "collection/foo-1.lua") }],
    });
    for (const [path, text] of Object.entries(files))
      expect(readFileSync(join(directory, path), "utf8")).toBe(text);
  });

  it("does not write through a symbolic link below its directory", async () => {
    const elsewhere = temporaryDirectory();
    const directory = temporaryDirectory({ "response/mine.lua": "-- my own" });
    symlinkSync(elsewhere, join(directory, "collection"));
    symlinkSync(join(elsewhere, "new"), join(directory, "response", "foo.lua"));
    const rows = ["collection", "response"].map((type) => ({ id: type, name: "Foo", type }));
    const client = await createModelClient("extensions", rows, { body: "-- from HUNT" });

    const { written, skipped } = await client.extensions.pull(directory);

    expect(readdirSync(elsewhere)).toEqual([]);
    expect(written).toEqual([]);
    expect(skipped.map(({ id, reason }) => [id, reason])).toEqual([
      ["collection", "link"],
      ["response", "taken"],
    ]);
    expect(skipped[0]!.message).toContain("a directory in the path is a symbolic link. Replace the link");
  });

  it("stops requesting bodies after one request fails", async () => {
    sandbox().faults.add({ match: "GET extensions/*/LatestVersion", kind: "status", status: 403 });
    expect(sandbox().records("extensions").length).toBeGreaterThan(4);
    expect(await catchError(extensions().pull(temporaryDirectory()))).toMatchObject({
      code: "HUNT_FORBIDDEN",
    });
    expect(
      sandbox().requests.filter(({ path }) => path.endsWith("LatestVersion")).length,
    ).toBeLessThanOrEqual(4);
  });

  it("rejects a path that is a file", async () => {
    const file = join(temporaryDirectory(), "file");
    writeFileSync(file, "x");
    expect(await catchError(extensions().pull(file))).toMatchObject({
      code: "HUNT_INPUT",
      input: "directory",
    });
  });
});
