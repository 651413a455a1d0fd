import { LoopBackError } from "../loopback-error.js";
import type { RemoteMethod, SharedClass } from "./shared-class.js";

/** The method for a request, and the parameters in its path. */
export interface Match {
  readonly method: RemoteMethod;
  readonly path: Readonly<Record<string, string>>;
}

/**
 * Finds the class and method for a path. As in LoopBack 3, case and extra slashes in a path are ignored, a
 * path without parameters takes precedence, HEAD uses the method of GET, and an unknown route is a 404 before
 * any other check.
 *
 * @param classes the shared classes by their lower-case path
 * @param segments the path under /api, still percent-encoded
 * @throws {LoopBackError} 404 with LoopBack's message for an unknown class or method, 400 for invalid
 * percent-encoding
 */
export function findMethod(
  classes: ReadonlyMap<string, SharedClass>,
  verb: string,
  segments: readonly string[],
): Match {
  const [first = "", ...rest] = segments;
  const sharedClass = classes.get(first.toLowerCase());
  if (sharedClass === undefined)
    throw new LoopBackError(404, `There is no method to handle ${verb} /${segments.join("/")}`);
  const candidates = sharedClass.methods.filter((method) => method.verb === (verb === "HEAD" ? "GET" : verb));
  for (const method of candidates.toSorted((a, b) => countParameters(a) - countParameters(b))) {
    const path = matchPath(method.path, rest);
    if (path !== undefined) return { method, path };
  }
  throw new LoopBackError(
    404,
    `Shared class "${sharedClass.name}" has no method handling ${verb} /${rest.join("/")}`,
  );
}

function countParameters(method: RemoteMethod): number {
  return method.path.split(":").length;
}

function matchPath(template: string, segments: readonly string[]): Record<string, string> | undefined {
  const parts = template.split("/").filter((part) => part !== "");
  if (parts.length !== segments.length) return undefined;
  const path: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? "";
    if (part.startsWith(":")) path[part.slice(1)] = decodeSegment(segment);
    else if (part.toLowerCase() !== segment.toLowerCase()) return undefined;
  }
  return path;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new LoopBackError(400, `Failed to decode param '${segment}'`, { name: "URIError" });
  }
}
