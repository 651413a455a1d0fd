import type { HuntClient } from "@huntkit/core";
import { describe, expect, it } from "vitest";
import { findScanExtensions, isResponse } from "../src/scan-extensions.js";

const collectorId = "0b8c8a5e-7d1f-4c1e-9a55-3a1f6c0d2b7e";
const unnamedId = "22222222-7d1f-4c1e-9a55-3a1f6c0d2b7e";
const rows = [
  { id: collectorId, name: "Yara Scanner", type: "collection" },
  { id: "isolation", name: "Host Isolation", type: "response" },
  { id: "new-kind", name: "New Kind", type: "containment" },
  { id: "no-type", name: "No Type", type: null },
  { id: unnamedId, name: null, type: "response" },
];
const client = {
  extensions: {
    list: () => ({ toArray: async () => rows }),
    latestVersion: async () => ({ body: null, sha256: null }),
  },
} as unknown as Pick<HuntClient, "extensions">;
const { signal } = new AbortController();

describe("isResponse", () => {
  it.each([
    ["collection", false],
    ["response", true],
    ["containment", true],
    ["Collection", true],
    [null, true],
    [undefined, true],
  ])("treats every type except collection as a response: %s", (type, expected) => {
    expect(isResponse({ type })).toBe(expected);
  });
});

describe("findScanExtensions", () => {
  it("returns the IDs in the order of the names, and the names of the responses", async () => {
    const wanted = ["Host Isolation", "yara scanner", "New Kind", "No Type"];

    const found = await findScanExtensions(client, wanted, signal);

    expect(found.ids).toEqual(["isolation", collectorId, "new-kind", "no-type"]);
    expect(found.responses).toEqual(["Host Isolation", "New Kind", "No Type"]);
  });

  it("returns no responses if all extensions only collect", async () => {
    const found = await findScanExtensions(client, [collectorId], signal);

    expect(found).toEqual({ ids: [collectorId], responses: [] });
  });

  it("names a response without a name by its ID", async () => {
    const found = await findScanExtensions(client, [unnamedId], signal);

    expect(found.responses).toEqual([unnamedId]);
  });

  it("returns nothing, without a request, if no extension is wanted", async () => {
    const offline = {} as Pick<HuntClient, "extensions">;

    const found = await findScanExtensions(offline, [], signal);

    expect(found).toEqual({ ids: [], responses: [] });
  });

  it("suggests the nearest extension for a name that none has", async () => {
    const finding = findScanExtensions(client, ["Host Isolaton"], signal);

    await expect(finding).rejects.toMatchObject({ input: "extension", problem: "not-found" });
    await expect(finding).rejects.toThrow("Did you mean Host Isolation?");
  });
});
