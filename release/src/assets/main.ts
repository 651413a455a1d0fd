import { parseArgs } from "node:util";
import { createAssets } from "./create-assets.js";

const { values } = parseArgs({
  options: {
    executables: { type: "string", default: "out/executables" },
    out: { type: "string", default: "out/assets" },
  },
});
await createAssets(values);
