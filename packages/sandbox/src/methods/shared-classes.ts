import type { ModelDefinition } from "../data/definition.js";
import { allowEveryone, type RemoteMethod, type SharedClass, allowRoles } from "../remoting/shared-class.js";
import { createCsvMethod } from "./csv.js";
import { modelMethods } from "./model-methods.js";
import { createReadMethods } from "./read.js";
import { createRelationMethods } from "./relations.js";
import { survey } from "./survey.js";
import { createTokenMethods, type TokenExposure, createUserTokenMethods } from "./tokens.js";
import { createWriteMethods } from "./write.js";

/** Returns everything that is available under /api, by its lower-case path. */
export function createSharedClasses(
  definitions: readonly ModelDefinition[],
  exposure: TokenExposure,
): Map<string, SharedClass> {
  const classes = [
    ...definitions.flatMap((definition) => createSharedClass(definition, exposure)),
    version,
    survey,
  ];
  return new Map(classes.map((each) => [each.path.toLowerCase(), each]));
}

function createSharedClass(definition: ModelDefinition, exposure: TokenExposure): SharedClass[] {
  const { name, plural: path, isRelationOnly } = definition;
  if (isRelationOnly) return [];
  switch (name) {
    case "AccessToken":
      if (exposure.routes === "none" || !exposure.hasModel) return [];
      return [{ name, path: capitalize(exposure.routes), methods: createTokenMethods(definition, exposure) }];
    case "user":
      return [
        {
          name,
          path,
          methods: [...createUserTokenMethods(exposure), ...createPersistedModelMethods(definition)],
        },
      ];
    default:
      return [{ name, path, methods: createPersistedModelMethods(definition) }];
  }
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * Returns the methods of a model: those of model-methods.ts, then those of its relations, and then LoopBack
 * 3's default methods.
 */
function createPersistedModelMethods(definition: ModelDefinition): RemoteMethod[] {
  const readers = allowRoles(definition.readers);
  const writers = allowRoles(definition.writers);
  return [
    ...(modelMethods[definition.name] ?? []).map((method) => ({
      allows: method.verb === "GET" ? readers : writers,
      ...method,
    })),
    ...createRelationMethods(definition, readers, writers),
    ...createReadMethods(definition, readers),
    createCsvMethod(definition, readers),
    ...(definition.isReadOnly ? [] : createWriteMethods(definition, writers)),
  ];
}

/** `GET /version`. It is public, so it proves only that the instance is reachable. */
const version: SharedClass = {
  name: "version",
  path: "version",
  methods: [
    {
      name: "get",
      verb: "GET",
      path: "/",
      summary: "Returns the server's version. Does not require a token.",
      accepts: [],
      returns: "object",
      allows: allowEveryone,
      invoke: () => ({ serverVersion: "3.13.2.6410", apiVersion: "3.13.2" }),
    },
  ],
};
