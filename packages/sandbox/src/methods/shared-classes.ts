import type { ModelDefinition } from "../data/definition.js";
import { allowEveryone, type RemoteMethod, type SharedClass, allowRoles } from "../remoting/shared-class.js";
import { createCsvMethod } from "./csv.js";
import { modelMethods } from "./model-methods.js";
import { createReadMethods } from "./read.js";
import { createRelationMethods } from "./relations.js";
import { survey } from "./survey.js";
import { createTokenMethods, type TokenExposure, createUserTokenMethods } from "./tokens.js";
import { createWriteMethods } from "./write.js";

/** Everything that is reachable under /api, by its lower-case path. */
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
  const { name, plural: path } = definition;
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

/** The methods of a model: its own from model-methods.ts first, then those of its relations, then those that LoopBack 3 gives every persisted model. */
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
      allows: allowEveryone,
      invoke: () => ({ serverVersion: "3.13.2.6410", apiVersion: "3.13.2" }),
    },
  ],
};
