import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Component, Sbom } from "@huntkit/build-plugins";
import { expect, it } from "vitest";
import { root } from "../src/npm/packages.js";

const getName = ({ group, name }: Component): string => (group === undefined ? name : `${group}/${name}`);

it("the provider contains few packages, because Terraform loads it several times in one run", () => {
  const file = join(root, "apps/provider/dist/sbom.cdx.json");
  const { components } = JSON.parse(readFileSync(file, "utf8")) as Sbom;

  const packages = components.map(getName).filter((name) => !/^@(?:huntkit|protobufjs)\//.test(name));

  expect(packages).toEqual([
    "@msgpack/msgpack",
    "croner",
    "lossless-json",
    "protobufjs",
    "undici",
    "yaml",
    "zod",
  ]);
});
