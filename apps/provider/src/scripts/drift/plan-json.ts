import { isDeepStrictEqual } from "node:util";

/** What an apply would do to an object. */
export type Action = "create" | "update" | "replace" | "delete" | "import" | "forget";

/** The current and the configured value of an attribute. Both are omitted if one of them is sensitive. */
export interface AttributeChange {
  readonly name: string;
  readonly sensitive: boolean;
  /** HUNT's value. Undefined if there is none. */
  readonly before?: unknown;
  /** The configured value. Undefined if it is known only after apply. */
  readonly after?: unknown;
}

/** An object that differs from the configuration. */
export interface ObjectChange {
  readonly address: string;
  readonly action: Action;
  /**
   * `outside`: the object was changed outside Terraform since the last apply. `configuration`: the
   * configuration was changed, and is not applied yet.
   */
  readonly cause: "outside" | "configuration";
  readonly attributes: readonly AttributeChange[];
}

/** What a plan contains. */
export interface Drift {
  readonly changes: readonly ObjectChange[];
  /**
   * Addresses of objects whose changed attributes are not configured, for example the time of the last scan.
   */
  readonly unmanaged: readonly string[];
}

/** The parts of the engine's JSON plan that are used here (Terraform's "JSON Output Format", version 1). */
interface PlannedChange {
  readonly address: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before?: unknown;
    readonly after?: unknown;
    readonly after_unknown?: unknown;
    readonly before_sensitive?: unknown;
    readonly after_sensitive?: unknown;
    readonly importing?: unknown;
  };
}

/** A module of the configuration, and the modules that it calls. */
interface ConfiguredModule {
  readonly resources?: readonly { readonly mode: string }[];
  readonly module_calls?: Readonly<Record<string, { readonly module?: ConfiguredModule }>>;
}

/**
 * Returns whether there is anything to compare: a resource in the configuration or in the state. Data sources
 * have no configured values.
 */
export function hasResources(json: unknown): boolean {
  const { resource_changes: planned = [], configuration } = json as {
    resource_changes?: { mode: string }[];
    configuration?: { root_module?: ConfiguredModule };
  };
  const isManaged = ({ mode }: { mode: string }): boolean => mode === "managed";
  const hasBlock = ({ resources = [], module_calls: calls = {} }: ConfiguredModule): boolean =>
    resources.some(isManaged) || Object.values(calls).some(({ module = {} }) => hasBlock(module));
  return planned.some(isManaged) || hasBlock(configuration?.root_module ?? {});
}

/** Reads from a plan what an apply would change, and the cause of each change. */
export function readPlan(json: unknown): Drift {
  const { resource_changes: planned = [], resource_drift: drifted = [] } = json as {
    resource_changes?: PlannedChange[];
    resource_drift?: PlannedChange[];
  };
  const outside = new Map(drifted.map(({ address, change }) => [address, change]));
  const changes = planned.flatMap((each): ObjectChange[] => {
    const { address, change } = each;
    const action = readAction(change);
    if (action === undefined) return [];
    const attributes = readAttributes(change);
    const cause = isCause(outside.get(address), action, attributes) ? "outside" : "configuration";
    return [{ address, action, cause, attributes }];
  });
  const changed = new Set(changes.map(({ address }) => address));
  return { changes, unmanaged: [...outside.keys()].filter((address) => !changed.has(address)) };
}

/**
 * Returns whether a change outside Terraform is the cause of a planned one: the object was deleted, or one of
 * the planned attributes was changed. HUNT can also change other attributes, such as the time of the last scan.
 */
function isCause(
  drift: PlannedChange["change"] | undefined,
  action: Action,
  attributes: readonly AttributeChange[],
): boolean {
  if (drift === undefined || action === "delete" || action === "forget") return false;
  if (drift.actions.includes("delete")) return true;
  const changed = new Set(readAttributes(drift).map(({ name }) => name));
  return attributes.some(({ name }) => changed.has(name));
}

/** Returns the action, or undefined if the object is only read. */
function readAction({ actions, importing }: PlannedChange["change"]): Action | undefined {
  if (actions.includes("create") && actions.includes("delete")) return "replace";
  const [action] = actions;
  if (action === "create" || action === "update" || action === "delete" || action === "forget") return action;
  return importing ? "import" : undefined;
}

function readAttributes({
  before,
  after,
  after_unknown: unknown,
  before_sensitive: hiddenBefore,
  after_sensitive: hiddenAfter,
}: PlannedChange["change"]): AttributeChange[] {
  const names = new Set([before, after, unknown].flatMap((side) => Object.keys(side ?? {})));
  return [...names]
    .filter(
      (name) =>
        !isDeepStrictEqual(getMember(before, name), getMember(after, name)) ||
        isMarked(getMember(unknown, name)),
    )
    .map((name) => {
      const sensitive = [hiddenBefore, hiddenAfter].some(
        (marks) => marks === true || isMarked(getMember(marks, name)),
      );
      if (sensitive) return { name, sensitive };
      const isLater = isMarked(getMember(unknown, name));
      return {
        name,
        sensitive,
        before: getMember(before, name),
        ...(!isLater && { after: getMember(after, name) ?? null }),
      };
    });
}

function getMember(side: unknown, name: string): unknown {
  return typeof side === "object" && side !== null && Object.hasOwn(side, name)
    ? ((side as Record<string, unknown>)[name] ?? undefined)
    : undefined;
}

/** Returns whether there is a mark. The engine marks values with `true` in the same place, at any depth. */
function isMarked(marks: unknown): boolean {
  return (
    marks === true || (typeof marks === "object" && marks !== null && Object.values(marks).some(isMarked))
  );
}
