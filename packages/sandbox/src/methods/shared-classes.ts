import type { ModelDefinition } from "../data/definition.js";
import { everyone, type RemoteMethod, type SharedClass, signedIn } from "../remoting/shared-class.js";
import { modelMethods } from "./model-methods.js";
import { readMethods } from "./read.js";
import { relationMethods } from "./relations.js";
import { survey } from "./survey.js";
import { allTokenMethods, type TokenExposure, userTokenMethods } from "./tokens.js";
import { writeMethods } from "./write.js";

/** Everything that is reachable under /api, by its lower-case path. */
export function sharedClasses(
  definitions: readonly ModelDefinition[],
  exposure: TokenExposure,
): Map<string, SharedClass> {
  const classes = [
    ...definitions.flatMap((definition) => sharedClass(definition, exposure)),
    version,
    survey,
  ];
  return new Map(classes.map((each) => [each.path.toLowerCase(), each]));
}

function sharedClass(definition: ModelDefinition, exposure: TokenExposure): SharedClass[] {
  const { name, plural: path } = definition;
  switch (name) {
    case "AccessToken":
      if (exposure.routes === "none") return [];
      return [{ name, path: capitalized(exposure.routes), methods: allTokenMethods(definition, exposure) }];
    case "user":
      return [{ name, path, methods: [...userTokenMethods(exposure), ...persistedModelMethods(definition)] }];
    default:
      return [{ name, path, methods: persistedModelMethods(definition) }];
  }
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The methods of a model: its own from model-methods.ts first, then those of its relations, then those that LoopBack 3 gives every persisted model. */
function persistedModelMethods(definition: ModelDefinition): RemoteMethod[] {
  const readers = signedIn(definition.readers);
  const writers = signedIn(definition.writers);
  return [
    ...(modelMethods[definition.name] ?? []).map((method) => ({
      allows: method.verb === "GET" ? readers : writers,
      ...method,
    })),
    ...relationMethods(definition, readers, writers),
    ...readMethods(definition, readers),
    ...writeMethods(definition, writers),
  ];
}

/** `GET /version`: public, so that it proves no more than that the instance is there. */
export const version: SharedClass = {
  name: "version",
  path: "version",
  methods: [
    {
      name: "get",
      verb: "GET",
      path: "/",
      summary: "The server's version. Needs no token.",
      accepts: [],
      returns: "object",
      allows: everyone,
      invoke: () => ({ serverVersion: "3.13.2.6410", apiVersion: "3.13.2" }),
    },
  ],
};
