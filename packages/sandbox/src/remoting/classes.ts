import type { ModelDefinition } from "../data/definition.js";
import { persistedModelMethods } from "../methods/persisted-model.js";
import { survey } from "../methods/survey.js";
import { allTokenMethods, type TokenExposure, userTokenMethods } from "../methods/tokens.js";
import { version } from "../methods/version.js";
import type { SharedClass } from "./shared-class.js";

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
