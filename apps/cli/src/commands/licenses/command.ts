import { defineCommand } from "../../program/definition.js";
import { readPackagedFile } from "../../program/packaged-files.js";

export default defineCommand({
  description:
    "Print the licenses of all software that `hunt` contains. A single executable also contains Node and the sandbox.",
  examples: [{ line: "hunt licenses > LICENSES.txt", does: "Save the licenses to a file" }],
  connects: false,
  async run({ out }) {
    const location = new URL("../LICENSES.txt", import.meta.url);
    await out.raw(await readPackagedFile("LICENSES.txt", location));
  },
});
