import { beforeEach, describe, expect, it } from "vitest";
import type { HuntClient } from "../../src/index.js";
import { resolveAll, resolveOne } from "../../src/tasks/resolve.js";
import { createClient, catchError, useSandbox } from "../helpers.js";

const sandbox = useSandbox({ now: "2026-03-01T00:00:00Z" });
const newClient = (): HuntClient => createClient(sandbox().url, { token: sandbox().tokens.admin });
const findFlagId = (name: string): string =>
  sandbox()
    .records("Flags")
    .find((row) => row["name"] === name)!.id;

beforeEach(async () => {
  // The client does not create names that differ only in case, but HUNT has them.
  for (const name of ["Watch", "watch", "Twice", "TWICE", "a_b", "a-b", "100%", "back\\slash", "line\nbreak"])
    await fetch(`${sandbox().url}/api/flags`, {
      method: "POST",
      headers: { authorization: sandbox().tokens.admin, "content-type": "application/json" },
      body: JSON.stringify({ name, color: "teal" }),
    });
  sandbox().requests.clear();
});

const find = async (...wanted: string[]) =>
  (await resolveAll(newClient().flags, "flag", wanted)).map(({ name }) => name);

describe("resolveAll", () => {
  it("finds a row by its ID in any case", async () => {
    const id = findFlagId("a_b");
    expect(await resolveOne(newClient().flags, "flag", id.toUpperCase())).toMatchObject({ id, name: "a_b" });
  });

  it("finds a row by its name in any case", async () => {
    expect(await find("VERIFIED good")).toEqual(["Verified Good"]);
  });

  it("prefers the name in the same case", async () => {
    expect(await find("watch", "Watch")).toEqual(["watch", "Watch"]);
  });

  it.each(["a_b", "a-b", "100%", "back\\slash", "line\nbreak"])(
    "finds a name with characters that are special in patterns: %j",
    async (name) => {
      expect(await find(name)).toEqual([name]);
    },
  );

  it("sends one request for all names, and returns rows in the requested order, with duplicates", async () => {
    expect(await find("watch", findFlagId("a-b"), "100%", "watch")).toEqual([
      "watch",
      "a-b",
      "100%",
      "watch",
    ]);
    expect(sandbox().requests).toHaveLength(1);
  });

  it("sends no request for an empty list", async () => {
    expect(await find()).toEqual([]);
    expect(sandbox().requests).toHaveLength(0);
  });

  it("finds only rows that meet the additional condition", async () => {
    const within = { color: "red" } as const;
    expect(await catchError(resolveOne(newClient().flags, "flag", "a_b", { within }))).toMatchObject({
      problem: "not-found",
    });
    expect(
      await catchError(resolveOne(newClient().flags, "flag", findFlagId("a_b"), { within })),
    ).toMatchObject({
      problem: "not-found",
    });
  });
});

describe("errors of resolveAll", () => {
  it("list the rows whose names differ only in case", async () => {
    const error = await catchError(find("tWiCe"));
    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "flag", problem: "ambiguous" });
    for (const name of ["Twice", "TWICE"]) expect(error.message).toContain(`"${name}" (${findFlagId(name)})`);
  });

  it("list the rows that have the same name", async () => {
    const { targets } = newClient();
    const [one, other] = [await targets.create({ name: "Same" }), await targets.create({ name: "Same" })];
    const error = await catchError(resolveOne(targets, "targetGroup", "Same"));
    expect(error).toMatchObject({ input: "targetGroup", problem: "ambiguous" });
    for (const { id } of [one, other]) expect(error.message).toContain(id);
    for (const { id } of [one, other]) await targets.delete(id);
  });

  it("list the existing names, escaped, if the name does not exist", async () => {
    const error = await catchError(find("Watch", "Whatever\n"));
    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "flag", problem: "not-found" });
    expect(error.message).toContain('"Whatever\\n" does not exist in HUNT. Existing names: "100%", ');
    expect(error.message).toContain('"line\\nbreak"');
  });

  it("suggest the nearest name", async () => {
    const error = await catchError(find("Undr review"));

    expect(error.message).toMatch(
      /^flag: "Undr review" does not exist in HUNT\. Did you mean Under review\? Existing names: "/,
    );
  });

  it("report that no other names exist", async () => {
    const within = { weight: -1 };
    expect((await catchError(resolveOne(newClient().flags, "flag", "Watch", { within }))).message).toContain(
      "No others exist.",
    );
  });

  it("report an unknown ID", async () => {
    const error = await catchError(find("6f1f6f7e-0000-4000-8000-000000000001"));
    expect(error).toMatchObject({ input: "flag", problem: "not-found" });
  });

  it.each(["", "  "])("rejects an empty name (%j) before anything is sent", async (name) => {
    expect(await catchError(find("Watch", name))).toMatchObject({ input: "flag", problem: "empty" });
    expect(sandbox().requests).toHaveLength(0);
  });
});
