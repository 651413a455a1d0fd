import { isObject, objectOr } from "../../values.js";

/** One relation to include. */
export interface Inclusion {
  readonly relation: string;
  /** A filter for the related records, with inclusions of its own. */
  readonly scope: Readonly<Record<string, unknown>>;
}

/**
 * Understands `include`: `"agent"`, `["agent"]`, `{"agent": "target"}`, `{relation: "agent", scope: {...}}`, and lists of them.
 * Whatever else it is, LoopBack 3 ignores it. Whether the relations exist is found out when they are followed.
 */
export function parseInclude(include: unknown): Inclusion[] {
  if (typeof include === "string") return [{ relation: include, scope: {} }];
  if (Array.isArray(include)) return include.flatMap(parseInclude);
  if (!isObject(include)) return [];
  const { relation, rel, scope } = include;
  const name = rel ?? relation;
  if (typeof name === "string") return [{ relation: name, scope: objectOr(scope) }];
  return Object.entries(include).map(([key, nested]) => ({
    relation: key,
    scope: nested === true ? {} : { include: nested },
  }));
}
