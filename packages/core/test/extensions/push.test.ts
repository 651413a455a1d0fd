import { createHash, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { HuntPushError } from "../../src/errors/any-hunt-error.js";
import type { PushProgress } from "../../src/sources/push.js";
import { createClient, catchError, useSandbox } from "../helpers.js";
import { createModelClient } from "../sources/create-model-client.js";
import { script, variable } from "./scripts.js";

const sandbox = useSandbox();
const extensions = () => createClient(sandbox().url, { token: sandbox().tokens.admin }).extensions;
const listRows = (guid: string) =>
  sandbox()
    .records("extensions")
    .filter(({ description }) => description === guid);
const requests = () =>
  sandbox().requests.map(
    ({ method, path }) =>
      `${method} ${path
        .replace(/^\/api/, "")
        .replace(/\?.*/, "")
        .replace(/[0-9a-f-]{36}/, "{id}")}`,
  );

/** Imports an extension, and returns its fields and its ID. */
async function imported(name: string, more: object = {}) {
  const source = { guid: randomUUID(), name, ...more };
  const { id } = await extensions().import(await script(source));
  return { ...source, id };
}

describe("extensions.import", () => {
  it("creates a new extension, inactive, with its GUID in the description", async () => {
    const guid = randomUUID();
    const text = await script({ guid, name: "New One", type: "response" });
    const { action, id } = await extensions().import(text);
    expect(action).toBe("create");
    expect(listRows(guid)).toEqual([
      expect.objectContaining({ id, name: "New One", type: "response", body: text, active: false }),
    ]);
  });

  it("updates another version of an extension, and keeps its ID and whether it is active", async () => {
    const { guid, id } = await imported("Changes");
    await extensions().update(id, { active: true });
    const text = await script({ guid: guid.toUpperCase(), name: "Changed", type: "response" }, "hunt.log(2)");
    expect(await extensions().import(text)).toEqual({ action: "update", id });
    expect(listRows(guid)).toEqual([
      expect.objectContaining({ id, name: "Changed", type: "response", body: text, active: true }),
    ]);
  });

  it("changes nothing for the same version, in two requests", async () => {
    const { id, ...source } = await imported("Stays");
    const text = await script(source);
    sandbox().requests.clear();
    expect(await extensions().import(text.replaceAll("\n", "\r\n"))).toEqual({ action: "unchanged", id });
    expect(requests()).toEqual(["GET /extensions", "GET /extensions/{id}/LatestVersion"]);
  });

  it("activates the extension with activate: true", async () => {
    const { id, ...source } = await imported("Turned on");
    expect(await extensions().import(await script(source), { activate: true })).toEqual({
      action: "update",
      id,
    });
    expect(listRows(source.guid)[0]).toMatchObject({ active: true });
    const { id: other } = await extensions().import(await script({ guid: randomUUID(), name: "Activated" }), {
      activate: true,
    });
    expect((await extensions().get(other)).active).toBe(true);
  });

  it("rejects an older version unless force is set", async () => {
    const { id, ...source } = await imported("Dated", { updated: "2024-10-01" });
    const older = await script({ ...source, updated: "2024-9-30" }, "hunt.log(2)");
    const error = await catchError(extensions().import(older));
    expect(error).toMatchObject({
      code: "HUNT_PUSH",
      problem: "conflict",
      message: expect.stringMatching(/Dated: HUNT has a newer version/),
    });
    expect(await extensions().import(older, { force: true })).toEqual({ action: "update", id });
  });

  it("rejects the name of another extension unless force is set", async () => {
    await imported("Taken");
    const text = await script({ guid: randomUUID(), name: "Taken" });
    sandbox().requests.clear();
    expect(await catchError(extensions().import(text))).toMatchObject({
      problem: "conflict",
      conflicts: [{ reason: "name" }],
    });
    expect(requests()).toEqual(["GET /extensions"]);
    expect(await extensions().import(text, { force: true })).toMatchObject({ action: "create" });
  });

  it("adds the GUID to the row with the given ID, only if the row has none", async () => {
    const { id } = await extensions().create({ name: "By hand", type: "collection", body: "hunt.log(1)" });
    const guid = randomUUID();
    const text = await script({ guid, name: "By hand" });
    expect(await extensions().import(text, { id })).toEqual({ action: "update", id });
    expect(listRows(guid)).toEqual([expect.objectContaining({ id, body: text })]);
    expect(await extensions().import(text)).toEqual({ action: "unchanged", id });
  });

  it("rejects the ID of a row with another GUID", async () => {
    const { id } = await imported("With a GUID");

    const other = await script({ guid: randomUUID(), name: "Other" });
    const error = await catchError(extensions().import(other, { id }));

    expect(error).toMatchObject({ input: "id", problem: "guid" });
  });

  it("rejects an ID that does not exist", async () => {
    const text = await script({ guid: randomUUID(), name: "By an ID" });

    const error = await catchError(extensions().import(text, { id: "no-such-id" }));

    expect(error).toMatchObject({ input: "id", problem: "not-found" });
  });

  it("rejects an ID for any number of sources other than one", async () => {
    const error = await catchError(extensions().diff([], { id: "any" }));

    expect(error).toMatchObject({ input: "id", problem: "many" });
  });

  it("rejects a GUID that several rows have, even if force is set", async () => {
    const { guid, name } = await imported("Twins");
    await extensions().create({ name, type: "collection", description: guid, body: "x" });
    const error = await catchError(extensions().import(await script({ guid, name }), { force: true }));
    expect(error).toMatchObject({
      problem: "conflict",
      conflicts: [{ reason: "ambiguous", guid, ids: { length: 2 } }],
    });
  });
});

describe("declared variables of an extension", () => {
  it("creates declared variables from their defaults if HUNT does not have them, and changes no others", async () => {
    const globals = [
      variable("verbose", true),
      variable("new_flag", false),
      variable("new_text", "x"),
      variable("without_default"),
    ];
    const before = sandbox()
      .records("ExtensionGlobalVariables")
      .find(({ name }) => name === "verbose");
    const plan = await extensions().diff([await script({ guid: randomUUID(), name: "Declares", globals })]);
    expect(plan.globals.map(({ name, type, default: value }) => [name, type, value])).toEqual([
      ["new_flag", "boolean", false],
      ["new_text", "string", "x"],
    ]);
    await extensions().push(plan.create.map(({ row }) => row.body));
    const after = sandbox().records("ExtensionGlobalVariables");
    expect(
      after.filter(({ name }) => String(name).startsWith("new_")).map(({ name, value }) => [name, value]),
    ).toEqual([
      ["new_flag", "false"],
      ["new_text", "x"],
    ]);
    expect(after.find(({ name }) => name === "verbose")).toEqual(before);
    expect(after.some(({ name }) => name === "without_default")).toBe(false);
  });

  it("creates declared secrets as secrets, of any type", async () => {
    const globals = [
      { ...variable("api_key", "abc"), secret: true },
      { ...variable("pass_phrase", "abc"), type: "secret" as const, secret: true },
    ];
    await extensions().import(await script({ guid: randomUUID(), name: "Has secrets", globals }));
    const made = sandbox()
      .records("ExtensionGlobalVariables")
      .filter(({ name }) => name === "api_key" || name === "pass_phrase");
    expect(made.map(({ type }) => type)).toEqual(["secret", "secret"]);
  });

  it("creates declared variables for an existing extension", async () => {
    const source = { guid: randomUUID(), name: "Lost its variable", globals: [variable("lost", "x")] };
    const { id } = await extensions().import(await script(source));
    const row = sandbox()
      .records("ExtensionGlobalVariables")
      .find(({ name }) => name === "lost")!;
    await createClient(sandbox().url, { token: sandbox().tokens.admin }).extensionVariables.delete(row.id);
    expect(await extensions().import(await script(source))).toEqual({ action: "unchanged", id });
    expect(
      sandbox()
        .records("ExtensionGlobalVariables")
        .some(({ name }) => name === "lost"),
    ).toBe(true);
  });
});

describe("extensions.diff", () => {
  it.each(["NFC", "NFD"])(
    "ignores the Unicode normalization of an extension if HUNT has %s",
    async (form) => {
      const guid = randomUUID();
      const name = "B\u00fcro";
      const text = await script({ guid, name }, 'hunt.log("caf\u00e9")');
      const row = {
        id: "e1",
        name: name.normalize(form),
        type: "collection",
        description: guid,
        active: false,
      };
      const { extensions: other } = await createModelClient("extensions", [row], {
        body: text.normalize(form),
      });

      for (const written of ["NFC", "NFD"]) {
        const plan = await other.diff([text.normalize(written)]);
        expect([plan.unchanged.length, plan.update, plan.conflicts]).toEqual([1, [], []]);
      }
    },
  );

  it("returns the plan and changes nothing", async () => {
    const [same, other] = [await imported("Same"), await imported("Other", { type: "collection" })];
    const before = sandbox().records("extensions");
    const fresh = { guid: randomUUID(), name: "Fresh" };
    sandbox().requests.clear();
    const changed = await script(
      { ...other, type: "response", name: "Other name" },
      "hunt.log(1)\nhunt.status.good()\nhunt.log(2)",
    );
    const plan = await extensions().diff([
      await script(same),
      { path: "b.lua", text: changed },
      await script(fresh),
    ]);
    expect(plan.create.map(({ guid, name, path }) => ({ guid, name, path }))).toEqual([
      { ...fresh, path: undefined },
    ]);
    expect(plan.unchanged.map(({ current }) => current.id)).toEqual([same.id]);
    expect(plan.update.map(({ current, source }) => [current.id, source.path])).toEqual([
      [other.id, "b.lua"],
    ]);
    expect(plan.update[0]!.changes).toMatchObject([
      { part: "name", before: "Other", after: "Other name" },
      { part: "type", before: "collection", after: "response" },
      { part: "body", after: changed },
    ]);
    expect(sandbox().records("extensions")).toEqual(before);
    expect(requests().sort()).toEqual([
      "GET /extensions",
      "GET /extensions/{id}/LatestVersion",
      "GET /extensions/{id}/LatestVersion",
    ]);
    expect(sandbox().requests.every(({ path }) => !path.includes("body"))).toBe(true);
  });

  it("returns the changed lines of a body, from the first difference to the last", async () => {
    const { guid, name } = await imported("Lines");
    const plan = await extensions().diff([
      await script({ guid, name }, "hunt.log(1)\nhunt.status.good()\nhunt.log(2)"),
    ]);
    expect(plan.update[0]!.changes).toEqual([
      expect.objectContaining({
        part: "body",
        lines: ["-hunt.status.good()", "+hunt.log(1)", "+hunt.status.good()", "+hunt.log(2)"],
      }),
    ]);
  });

  it("ignores case in the type and the GUID", async () => {
    const guid = randomUUID();
    const body = await script({ guid, name: "Mine" });
    const client = await createModelClient(
      "extensions",
      [{ id: "1", name: "Mine", type: "Collection", description: ` ${guid.toUpperCase()}` }],
      { body },
    );
    expect(await client.extensions.diff([body])).toMatchObject({
      update: [],
      unchanged: [{ current: { id: "1" } }],
    });
  });

  it("does not treat a body that HUNT does not return as empty", async () => {
    const guid = randomUUID();
    const text = await script({ guid, name: "Mine" });
    for (const latest of [{ body: null }, {}]) {
      const { extensions: untold } = await createModelClient(
        "extensions",
        [{ id: "1", name: "Mine", type: "collection", description: guid }],
        latest,
      );
      expect(await untold.diff([text])).toMatchObject({
        update: [],
        unchanged: [],
        conflicts: [{ reason: "no-body", message: expect.stringMatching(/does not return its body.*\(1\)/) }],
      });
      expect((await untold.diff([text], { force: true })).update[0]!.changes).toEqual([
        { part: "body", before: null, after: text },
      ]);
    }
    const { extensions: hashed } = await createModelClient(
      "extensions",
      [{ id: "1", name: "Mine", type: "collection", description: guid }],
      { sha256: createHash("sha256").update(text).digest("hex") },
    );
    expect((await hashed.diff([text])).unchanged).toHaveLength(1);
  });

  it("reports a conflict if two sources have the same name, unless force is set", async () => {
    const [one, two] = await Promise.all(
      ["a.lua", "b.lua"].map(async (path) => ({
        path,
        text: await script({ guid: randomUUID(), name: "Same name" }),
      })),
    );
    const { create, conflicts } = await extensions().diff([one!, two!]);
    expect([create, conflicts.map(({ reason, message }) => [reason, message])]).toEqual([
      [],
      [
        ["same-name", expect.stringMatching(/^a\.lua: .*Rename or remove all except one.*\(b\.lua\)$/)],
        ["same-name", expect.stringMatching(/^b\.lua: .*\(a\.lua\)$/)],
      ],
    ]);
    expect((await extensions().diff([one!, two!], { force: true })).create).toHaveLength(2);
    await extensions().push([one!, two!], { force: true });
    expect((await extensions().diff([one!, two!])).unchanged).toHaveLength(2);
  });

  it("rejects two sources with the same GUID before anything is sent", async () => {
    const guid = randomUUID();
    const files = [
      { path: "a.lua", text: await script({ guid, name: "A" }) },
      { path: "b.lua", text: await script({ guid: guid.toUpperCase(), name: "B" }) },
    ];
    expect(await catchError(extensions().diff(files))).toMatchObject({
      code: "HUNT_INPUT",
      input: "sources",
      problem: "duplicate",
      message: expect.stringContaining("a.lua, b.lua"),
    });
    expect(requests()).toEqual([]);
  });
});

describe("extensions.push", () => {
  const scripts = (...names: string[]) =>
    Promise.all(
      names.map(async (name) => ({ path: `${name}.lua`, text: await script({ guid: randomUUID(), name }) })),
    );

  it("changes nothing in a dry run", async () => {
    const before = sandbox().records("extensions");
    const { plan, done } = await extensions().push(await scripts("Dry 1", "Dry 2"), { dryRun: true });
    expect([plan.create.length, done, sandbox().records("extensions")]).toEqual([2, [], before]);
  });

  it("reports each change to onProgress", async () => {
    const reported: PushProgress[] = [];
    const { done } = await extensions().push(await scripts("Reported 1", "Reported 2"), {
      onProgress: (progress) => reported.push(progress),
    });
    expect(reported.map(({ action, path, done: count, total }) => [action, path, count, total])).toEqual([
      ["create", "Reported 1.lua", 1, 2],
      ["create", "Reported 2.lua", 2, 2],
    ]);
    expect(done.map(({ id }) => id)).toEqual(reported.map(({ id }) => id));
  });

  it("stops at the first failure, reports the completed changes, and continues when it is run again", async () => {
    const files = await scripts("Stop 1", "Stop 2", "Stop 3");
    const names = () =>
      sandbox()
        .records("extensions")
        .map(({ name }) => String(name))
        .filter((name) => name.startsWith("Stop"));
    sandbox().faults.add({ match: "POST extensions", kind: "status", status: 500, skip: 1 });
    const error = await catchError(extensions().push(files));
    expect(error).toBeInstanceOf(HuntPushError);
    expect(error).toMatchObject({
      problem: "stopped",
      status: 500,
      done: [{ action: "create", name: "Stop 1" }],
      cause: { code: "HUNT_SERVER" },
    });
    expect(error.message).toMatch(/Stop 2\.lua.*1 of 3 changes were made/);
    expect(names()).toEqual(["Stop 1"]);
    sandbox().faults.clear();
    const { plan } = await extensions().push(files);
    expect([plan.unchanged.length, plan.create.length, names().sort()]).toEqual([
      1,
      2,
      ["Stop 1", "Stop 2", "Stop 3"],
    ]);
  });

  it("sends nothing if there is a conflict", async () => {
    await imported("Blocks");
    const before = sandbox().records("extensions");
    const error = await catchError(
      extensions().push([
        ...(await scripts("Innocent")),
        await script({ guid: randomUUID(), name: "Blocks" }),
      ]),
    );
    expect([error.code, sandbox().records("extensions")]).toEqual(["HUNT_PUSH", before]);
  });

  it("rejects with the reason of its signal", async () => {
    const abort = new AbortController();
    const push = extensions().push(await scripts("Abort 1", "Abort 2"), {
      signal: abort.signal,
      onProgress: () => abort.abort(new Error("enough")),
    });
    await expect(push).rejects.toThrow("enough");
    expect(
      sandbox()
        .records("extensions")
        .filter(({ name }) => String(name).startsWith("Abort")),
    ).toHaveLength(1);
  });
});

describe("extensions.withBody", () => {
  it("returns the header, the hash, and the author's email address", async () => {
    const row = sandbox()
      .records("extensions")
      .find(({ name }) => name === "Host Isolation")!;
    const found = await extensions().withBody(row.id);
    expect(found).toMatchObject({
      id: row.id,
      body: row["body"],
      header: {
        name: "Host Isolation",
        type: "response",
        guid: row["description"],
        args: [{ name: "path" }],
      },
    });
    expect(found.sha256).toBe((await extensions().latestVersion(row.id)).sha256);
    expect(found.author).toBe(
      sandbox()
        .records("users")
        .find(({ id }) => id === row["createdBy"])!["email"],
    );
  });

  it("returns null as the header if it is invalid, and null as the author if the caller cannot read users", async () => {
    const { id } = await extensions().create({
      name: "Headless",
      type: "collection",
      body: "hunt.log(1)",
      createdBy: sandbox().records("users")[0]!.id,
    });
    const analyst = createClient(sandbox().url, { token: sandbox().tokens.analyst }).extensions;
    expect(await analyst.withBody(id)).toMatchObject({ header: null, author: null, body: "hunt.log(1)" });
  });
});
