import { coldStart } from "./cold-start.js";

process.stdout.write(`Node ${process.versions.node}, ${process.platform} ${process.arch}\n`);
await coldStart();
