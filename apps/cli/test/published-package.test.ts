import { fileURLToPath } from "node:url";
import { describePublishedPackage } from "@huntkit/test-kit/published-package";
import { describe } from "vitest";

const directory = fileURLToPath(new URL("..", import.meta.url));

describe("the published command line", () => {
  describePublishedPackage(directory, ["dist/hunt.cjs", "dist/man/hunt.1", "dist/LICENSES.txt"]);
});
