import { readFileSync } from "node:fs";
import { HuntInputError } from "@huntkit/core";
import { describe, expect, it } from "vitest";
import { parseStoreAddress, storeKinds } from "../src/index.js";

describe("docs/secret-stores.md", () => {
  const docs = readFileSync(new URL("../../../docs/secret-stores.md", import.meta.url), "utf8");

  it.each(Object.values(storeKinds))("contains the address and the example of $title", (kind) => {
    expect(docs).toContain(`| ${kind.title} | \`${kind.form}\` | \`${kind.example}\` |`);
  });
});

describe("parseStoreAddress", () => {
  it.each(Object.entries(storeKinds))("accepts the example of its kind: %s", (scheme, { example }) => {
    expect(parseStoreAddress("--to", example)).toMatchObject({ scheme, text: example });
  });

  it("returns the named parts and the field", () => {
    expect(parseStoreAddress("--to", "vault:secret/team/hunt#token")).toEqual({
      text: "vault:secret/team/hunt#token",
      scheme: "vault",
      parts: { mount: "secret", path: "team/hunt" },
      field: "token",
    });
  });

  it("lists the forms of addresses for an unknown service", () => {
    expect(() => parseStoreAddress("--to", "keepass:hunt")).toThrow(
      /^--to: "keepass:hunt" is not the address of a secret store\. Use one of these: vault:<mount>/,
    );
  });

  it.each([
    "vault:secret#token",
    "vault:secret/hunt",
    "vault:secret/hunt#",
    "vault:secret/../hunt#a b",
    "vault:#token",
  ])("shows the form of the service for an invalid address: %s", (text) => {
    expect(() => parseStoreAddress("--to", text)).toThrow(
      /is not a valid address\. Use vault:<mount>\/<path>#<field>, for example vault:secret\/hunt#token\.$/,
    );
  });

  it("does not show a token that was passed instead of an address", () => {
    const token = "abcdEFGH01234567".repeat(4);

    expect(() => parseStoreAddress("--to", `vault:secret/${token}#token`)).toThrow(HuntInputError);
    expect(() => parseStoreAddress("--to", `vault:secret/${token}#token`)).not.toThrow(token);
  });
});
