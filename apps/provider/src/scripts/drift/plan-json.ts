import { isDeepStrictEqual } from "node:util";

/** What the engine would do to an object. */
export type Action = "create" | "update" | "replace" | "delete" | "import" | "forget";

/** An attribute as it is and as the configuration wants it; both are left out where either is sensitive. */
export interface AttributeChange {
  readonly name: string;
  readonly sensitive: boolean;
  /** What is in HUNT; undefined where there is nothing. */
  readonly before?: unknown;
  /** What the configuration says; undefined where that is known only after apply. */
  readonly after?: unknown;
}

/** An object that is not as the configuration says. */
export interface ObjectChange {
  readonly address: string;
  readonly action: Action;
  /**
   * `outside`: it was changed since the last apply, by somebody else. `configuration`: the configuration was, and is
   * not applied yet.
   */
  readonly cause: "outside" | "configuration";
  readonly attributes: readonly AttributeChange[];
}

/** What a plan says. */
export interface Drift {
  readonly changes: readonly ObjectChange[];
  /**
   * Addresses of objects that changed in ways of which the configuration says nothing: a new time of the last scan, for
   * example.
   */
  readonly unmanaged: readonly string[];
}

/** The parts of the engine's plan in JSON (Terraform's "JSON Output Format", version 1) that matter here. */
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

/** Sorts out a plan: what an apply would change, and whether that is because of somebody else. */
export function readPlan(json: unknown): Drift {
  const { resource_changes: planned = [], resource_drift: drifted = [] } = json as {
    resource_changes?: PlannedChange[];
    resource_drift?: PlannedChange[];
  };
  const outside = new Set(drifted.map(({ address }) => address));
  const changes = planned.flatMap((each): ObjectChange[] => {
    const action = readAction(each.change);
    return action === undefined
      ? []
      : [
          {
            address: each.address,
            action,
            cause: outside.has(each.address) ? "outside" : "configuration",
            attributes: readAttributes(each.change),
          },
        ];
  });
  const changed = new Set(changes.map(({ address }) => address));
  return { changes, unmanaged: [...outside].filter((address) => !changed.has(address)) };
}

/** Undefined where nothing is to be done but to read. */
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

/** The engine marks values by `true` in the same place, at whatever depth. */
function isMarked(marks: unknown): boolean {
  return (
    marks === true || (typeof marks === "object" && marks !== null && Object.values(marks).some(isMarked))
  );
}
