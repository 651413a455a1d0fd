import { fileURLToPath } from "node:url";
import { describePublishedPackage } from "@huntkit/test-kit/published-package";
import { describe } from "vitest";

const directory = fileURLToPath(new URL("..", import.meta.url));

describe("the command line, as it would be published,", () => {
  describePublishedPackage(directory, ["dist/hunt.cjs", "dist/man/hunt.1", "dist/LICENSES.txt"]);
});
