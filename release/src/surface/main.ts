import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../npm/packages.js";
import { listSurface } from "./list-surface.js";

// Writes the surface of the version that is about to be released.
await writeFile(
  join(root, "release", "public-surface.txt"),
  (await listSurface()).map((line) => `${line}\n`).join(""),
);
