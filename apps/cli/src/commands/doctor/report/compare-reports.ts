import type { Assumption, InstanceReport, ModelReport } from "@huntkit/catalog";
import { assumptionTexts } from "./assumptions.js";

/** A difference between two instances. */
export interface Difference {
  readonly kind: "model" | "field" | "type" | "route" | "assumption";
  /** What differs, for example `Agents.targetId`. */
  readonly subject: string;
  readonly instance: string;
  readonly sandbox: string;
}

/**
 * Lists the differences between a sandbox and an instance. Anything that is unknown about the instance is
 * skipped.
 */
export function compareReports(instance: InstanceReport, sandbox: InstanceReport): Difference[] {
  return [
    ...compareModels(instance, sandbox),
    ...compareRoutes(instance, sandbox),
    ...compareAssumptions(instance, sandbox),
  ];
}

function compareModels(instance: InstanceReport, sandbox: InstanceReport): Difference[] {
  const theirs = new Map(Object.entries(sandbox.models).map(([name, model]) => [name.toLowerCase(), model]));
  return Object.entries(instance.models).flatMap(([name, model]): Difference[] => {
    const other = theirs.get(name.toLowerCase()) ?? { state: "missing" };
    if (isOffered(model) !== isOffered(other))
      return [{ kind: "model", subject: name, instance: model.state, sandbox: other.state }];
    return compareFields(name, model, other);
  });
}

function isOffered({ state }: ModelReport): boolean {
  return state !== "missing";
}

function compareFields(name: string, { fields }: ModelReport, { fields: others }: ModelReport): Difference[] {
  if (fields === undefined || others === undefined) return [];
  return [...new Set([...Object.keys(fields), ...Object.keys(others)])]
    .sort()
    .flatMap((field): Difference[] => {
      const [mine, theirs] = [fields[field], others[field]];
      const subject = `${name}.${field}`;
      if (mine === undefined || theirs === undefined)
        return [{ kind: "field", subject, instance: mine ?? "absent", sandbox: theirs ?? "absent" }];
      const isUnknown = mine === "null" || theirs === "null";
      return isUnknown || mine === theirs ? [] : [{ kind: "type", subject, instance: mine, sandbox: theirs }];
    });
}

function compareRoutes(
  { routes: mine, models }: InstanceReport,
  { routes: theirs }: InstanceReport,
): Difference[] {
  if (mine === null || theirs === null) return [];
  const offered = new Set(theirs.map(normalizeRoute));
  const names = new Set(Object.keys(models).map((name) => name.toLowerCase()));
  return (
    mine
      .filter((route) => !offered.has(normalizeRoute(route)))
      // A model that the sandbox does not have is reported once, not with each of its routes.
      .filter((route) => names.has(route.split("/")[1]!.toLowerCase()))
      .filter((route) =>
        [...offered].some((each) => each.split("/")[1] === route.split("/")[1]!.toLowerCase()),
      )
      .map((route) => ({ kind: "route", subject: route, instance: "offered", sandbox: "absent" }))
  );
}

/** Normalizes a route: the case of a path and the names of its parameters do not matter. */
function normalizeRoute(route: string): string {
  return route.replace(/\{\w+\}/g, "{}").toLowerCase();
}

function compareAssumptions(
  { assumptions: mine }: InstanceReport,
  { assumptions: theirs }: InstanceReport,
): Difference[] {
  return (Object.keys(assumptionTexts) as Assumption[]).flatMap((name): Difference[] => {
    const [one, other] = [mine[name] ?? null, theirs[name] ?? null];
    if (one === null || other === null || one === other) return [];
    return [{ kind: "assumption", subject: name, instance: describe(one), sandbox: describe(other) }];
  });
}

function describe(holds: boolean): string {
  return holds ? "holds" : "does not hold";
}
