import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { listPublishedPackages, packPackage } from "./packages.js";

// Packs all published packages. The release workflow publishes the archives.

const { values } = parseArgs({ options: { out: { type: "string", default: "out/npm" } } });

const directory = resolve(values.out);
await mkdir(directory, { recursive: true });
for (const published of await listPublishedPackages())
  process.stdout.write(`${await packPackage(published, directory)}\n`);
