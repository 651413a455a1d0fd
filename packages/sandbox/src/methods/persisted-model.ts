import { signedIn } from "../access/rules.js";
import type { ModelDefinition } from "../data/definition.js";
import type { RemoteMethod } from "../remoting/shared-class.js";
import { readMethods } from "./read.js";
import { relationMethods } from "./relations.js";
import { writeMethods } from "./write.js";

/** The methods of a model: its own first, then those of its relations, then those that LoopBack 3 gives every persisted model. */
export function persistedModelMethods(definition: ModelDefinition): RemoteMethod[] {
  const readers = signedIn(definition.readers);
  const writers = signedIn(definition.writers);
  return [
    ...(definition.methods ?? []).map((method) => ({
      allows: method.verb === "GET" ? readers : writers,
      ...method,
    })),
    ...relationMethods(definition, readers, writers),
    ...readMethods(definition, readers),
    ...writeMethods(definition, writers),
  ];
}
