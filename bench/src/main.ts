import { client } from "./client.js";
import { coldStart } from "./cold-start.js";

// Ctrl+C ends the process in order, so that nothing is left in the folder for temporary files.
process.once("SIGINT", () => process.exit(130));

await coldStart();
await client();
