import { join } from "node:path";
import { parseArgs } from "node:util";
import { readProviderVersion } from "../provider/create-release.js";
import { createActionTree } from "./create-tree.js";

const { values } = parseArgs({
  options: {
    assets: { type: "string", default: "out/assets" },
    out: { type: "string", default: "out/action" },
  },
});

const version = await readProviderVersion();
await createActionTree({
  out: values.out,
  version,
  checksums: join(values.assets, "hunt", `hunt_${version}_SHA256SUMS`),
});
