import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import type { Component, Sbom } from "@huntkit/build-plugins";
import { describe, expect, it } from "vitest";
import { listPublishedPackages, root } from "../src/npm/packages.js";

const published = await listPublishedPackages();
const bundles = [
  "apps/action/dist",
  "apps/cli/dist",
  "apps/cli/dist/executable",
  "apps/provider/dist",
  "apps/provider/dist/executable",
];
const directories = [
  ...new Set([
    ...published.map(({ directory }) => join(directory, "dist")),
    ...bundles.map((each) => join(root, each)),
  ]),
];

const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
const read = (directory: string): string => readFileSync(join(directory, "sbom.cdx.json"), "utf8");
const parse = (directory: string): Sbom => JSON.parse(read(directory)) as Sbom;
const getTitle = ({ group, name, version }: Component): string =>
  `${group === undefined ? "" : `${group}/`}${name} ${version}`;
const isBundled = ({ properties = [] }: Component): boolean =>
  properties.some(({ name }) => name === "cdx:npm:package:bundled");

describe.each(directories.map((directory) => directory.slice(root.length)))("the SBOM in %s", (path) => {
  it("is valid according to the schema of CycloneDX 1.6", async () => {
    expect(await validator.validate(read(join(root, path)))).toBeNull();
  });
});

describe.each(bundles)("the SBOM in %s", (path) => {
  it("lists each package whose license is next to it", () => {
    const licenses = readFileSync(join(root, path, "LICENSES.txt"), "utf8");
    const licensed = Array.from(
      licenses.matchAll(/^(\S+ \d+\.\d+\.\d+\S*) \(\S+\)$/gm),
      ([, title]) => title!,
    );

    const listed = parse(join(root, path)).components.filter(isBundled).map(getTitle);

    expect(licensed.length).toBeGreaterThan(5);
    expect(listed.filter((title) => !title.startsWith("@huntkit/")).sort()).toEqual(licensed.sort());
  });
});

describe.each(published)("the SBOM of $name", ({ directory }) => {
  it("lists the packages that npm installs with it, without a version", () => {
    const { dependencies = {} } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as {
      dependencies?: Record<string, string>;
    };

    const installed = parse(join(directory, "dist")).components.filter((component) => !isBundled(component));

    expect(installed.map(({ purl }) => purl)).toEqual(
      Object.keys(dependencies).map((name) => `pkg:npm/${name.replace("@", "%40")}`),
    );
  });
});

describe("the SBOM of a program", () => {
  it("lists the private packages in the bundle without an address in a registry", () => {
    const { components } = parse(join(root, "packages/core/dist"));

    expect(components.find(({ name }) => name === "catalog")).toEqual({
      type: "library",
      "bom-ref": "@huntkit/catalog@0.0.0",
      group: "@huntkit",
      name: "catalog",
      version: "0.0.0",
      licenses: [{ license: { id: "MIT" } }],
      properties: [
        { name: "cdx:npm:package:bundled", value: "true" },
        { name: "cdx:npm:package:private", value: "true" },
      ],
    });
  });

  it("lists what a package in its bundle contains, such as the front end of the sandbox", () => {
    const { components } = parse(join(root, "apps/cli/dist/executable"));

    expect(components.map(({ name }) => name)).toContain("preact");
  });
});
