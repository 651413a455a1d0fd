import { differences } from "../cty/differences.js";
import { showPath } from "../cty/path.js";
import type { Members } from "../cty/value.js";
import { isSecret } from "../framework/secrets.js";
import { show } from "../framework/show.js";
import type { BlockSchema } from "./schema.js";

/**
 * Where an object is not what was planned (Terraform's "objchange.AssertObjectCompatible").
 *
 * @returns a sentence for each breach; none for a compatible object
 */
export function assertObjectCompatible(
  schema: BlockSchema,
  planned: Members | null,
  actual: Members | null,
): string[] {
  if (planned === null || actual === null) {
    if (planned === actual) return [];
    return [
      planned === null
        ? "root object was absent, but now present"
        : "root object was present, but now absent",
    ];
  }
  return differences(planned, actual, schema.type).map(({ path, planned: before, actual: after }) => {
    const problem = isSecret(schema.attributes, path)
      ? "inconsistent values for sensitive attribute"
      : `was ${show(before)}, but now ${show(after)}`;
    return `${showPath(path)}: ${problem}`;
  });
}
