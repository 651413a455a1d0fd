import type { ModelDefinition } from "../data/definition.js";
import { signedIn } from "../remoting/access-rules.js";
import type { ModelMethod, RemoteMethod, SharedClass } from "../remoting/shared-class.js";
import { agentMethods } from "./agents.js";
import { alertMethods } from "./alerts.js";
import { latestVersion } from "./latest-version.js";
import { quarantinedFileMethods } from "./quarantined-files.js";
import { readMethods } from "./read.js";
import { relationMethods } from "./relations.js";
import { survey } from "./survey.js";
import { allTokenMethods, type TokenExposure, userTokenMethods } from "./tokens.js";
import { targetMethods } from "./targets.js";
import { userTaskMethods } from "./user-tasks.js";
import { findUserById, login, logout } from "./users.js";
import { version } from "./version.js";
import { writeMethods } from "./write.js";

/** The methods that a model has besides those of every persisted model, by the model's name. They come first when a route is chosen. */
const modelMethods: Readonly<Record<string, readonly ModelMethod[]>> = {
  Agent: agentMethods,
  Alert: alertMethods,
  Extension: [latestVersion("Extension")],
  QuarantinedFile: quarantinedFileMethods,
  Rule: [latestVersion("Rule")],
  Target: targetMethods,
  UserTask: userTaskMethods,
  user: [login, logout, findUserById],
};

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

/** The methods of a model: its own from the table above first, then those of its relations, then those that LoopBack 3 gives every persisted model. */
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
