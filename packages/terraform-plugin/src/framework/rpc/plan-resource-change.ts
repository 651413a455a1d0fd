import { isEqual, toExact } from "../../cty/compare.js";
import { conform, formatMismatch } from "../../cty/convert.js";
import { type Path, formatPath, toSteps } from "../../cty/path.js";
import type { CtyType } from "../../cty/type.js";
import {
  isJavaScriptOf,
  isNull,
  isUnknown,
  type Members,
  toJavaScript,
  unknown,
  type Value,
} from "../../cty/value.js";
import type { Attributes } from "../attribute.js";
import { mistake, type Report } from "../diagnostics.js";
import { writeIdentity } from "../identity.js";
import type { Resource } from "../resource.js";
import type { Schema } from "../schema.js";
import { isEqualExceptTimeouts } from "../timeouts.js";
import { mapAttributes, type Place, type Sides, visitSides } from "../walk-attributes.js";
import { writeValue } from "../wire.js";
import { type Call, findDefinition, type Handlers, readObject, writeUnlessEqual } from "./call.js";

/** What a plan is made from. */
interface Proposal {
  prior: Members | null;
  /** Terraform's merge of the configuration and the prior state. */
  proposed: Members;
  config: Members;
}

/** The planned state, and the changes in it that cannot be made in place. */
interface PlannedChange {
  planned: Members;
  requiresReplace: Path[];
}

/** Plans a change without making it. */
export function planResourceChangeHandlers<Client>(): Handlers<Client> {
  return {
    PlanResourceChange: async (call) => {
      const { request } = call;
      const { definition: resource, schema } = findDefinition(call, call.catalogs.resources);
      const prior = readObject(call, "prior_state", schema);
      const proposed = readObject(call, "proposed_new_state", schema);
      const config = readObject(call, "config", schema) ?? {};
      // For a replacement, Terraform sends the private data of the old object. The new one must not inherit
      // it.
      const planned_private = (prior && request["prior_private"]) ?? new Uint8Array();
      if (!proposed)
        return { planned_state: writeValue(null, schema.type), requires_replace: [], planned_private };
      const change = await planChange(call, resource, schema, { prior, proposed, config });
      return {
        planned_state: writeUnlessEqual(call, change.planned, "prior_state", prior, schema),
        requires_replace: change.requiresReplace.map((path) => ({ steps: toSteps(path, schema.type) })),
        planned_private,
        ...writeIdentity("planned_identity", schema.identity, prior),
      };
    },
  };
}

/**
 * Plans a create or an update. Defaults are applied first. If anything then differs from the prior state,
 * computed values become unknown, except for those that never change. The resource's own `plan` runs last.
 */
async function planChange<Client>(
  call: Call<Client>,
  resource: Resource<Client>,
  schema: Schema,
  proposal: Proposal,
): Promise<PlannedChange> {
  const { attributes, type } = schema;
  const { prior, proposed, config } = proposal;
  const settled = mapAttributes(attributes, { config, prior, value: proposed }, settle);
  const isChanged = prior === null || !isEqualExceptTimeouts(prior, settled, type);
  const planned = isChanged
    ? mapAttributes(attributes, { config, prior, value: settled }, (place) =>
        leaveOpen(place, prior !== null),
      )
    : settled;
  const requiresReplace =
    prior === null ? [] : findReplacements(resource, schema, { config, prior, value: planned });
  const change = { planned, requiresReplace };
  const result = resource.plan ? await planByResource(call, resource, schema, proposal, change) : change;
  return prior === null ? { ...result, requiresReplace: [] } : result;
}

/** Returns the default if nothing is configured. What is the same to JavaScript is not a change. */
function settle({ attribute, config, prior, value }: Place): Value {
  if (attribute.writeOnly) return null;
  // An object that is not configured stays unchanged: the defaults in it apply only to configured objects.
  if (attribute.nested && isNull(config) && isNull(attribute.default)) return isNull(value) ? value : prior;
  const settled = isNull(config) && !isNull(attribute.default) ? attribute.default : value;
  return isEqual(toExact(settled, prior, attribute.type), prior, attribute.type) ? prior : settled;
}

/**
 * Makes a computed value unknown, except for one that stays known.
 *
 * @param exists whether the object exists. If it does, null also stays known, except in a nested object,
 *   which can be new.
 */
function leaveOpen({ path, attribute, config, prior, value }: Place, exists: boolean): Value {
  if (!attribute.computed || !isNull(config) || !isNull(attribute.default)) return value;
  const isKnown = !isNull(prior) || (exists && path.length === 1);
  return attribute.useStateForUnknown && isKnown ? prior : unknown;
}

/**
 * Returns the paths of changed attributes that cannot change in place. A value that is unknown only because
 * the framework made it unknown is not a change.
 */
function findReplacements(resource: Resource<never>, schema: Schema, sides: Sides): Path[] {
  const paths: Path[] = [];
  visitSides(schema.attributes, sides, ({ path, attribute, config, prior, value }) => {
    const fixed =
      attribute.requiresReplace || (!resource.update && path.length === 1 && path[0] !== "timeouts");
    const leftOpen = isUnknown(value) && isNull(config);
    if (fixed && !leftOpen && !isEqual(prior, value, attribute.type)) paths.push(path);
  });
  return paths;
}

/** Runs the resource's own `plan`, and checks its changes. */
async function planByResource<Client>(
  { session, report }: Call<Client>,
  resource: Resource<Client>,
  schema: Schema,
  { prior, config }: Proposal,
  change: PlannedChange,
): Promise<PlannedChange> {
  const { clientIfAny: client, now, stopped: signal } = session;
  const { addError, warn } = report;
  const draft = toJavaScript(change.planned) as Record<string, Value>;
  const requiresReplace = [...change.requiresReplace];
  await resource.plan!({
    prior: prior && (toJavaScript(prior) as Members),
    config: toJavaScript(config) as Members,
    planned: draft,
    requiresReplace,
    client,
    now,
    signal,
    addError,
    warn,
  });
  const isKept = requiresReplace.length === change.requiresReplace.length;
  if (isKept && isJavaScriptOf(draft, change.planned)) return change;
  const { value, mismatches } = conform(draft, schema.type);
  for (const mismatch of mismatches)
    report.addError(
      mismatch.path,
      "The provider planned an invalid value",
      `${formatMismatch(mismatch)}. ${mistake}`,
    );
  const planned =
    mismatches.length > 0 ? change.planned : (toExact(value, change.planned, schema.type) as Members);
  checkOwnPlan(schema.attributes, { config, prior, value: planned }, report);
  if (prior) checkReplacements(requiresReplace, prior, planned, schema.type, report);
  return { planned, requiresReplace: sortPaths(requiresReplace) };
}

/**
 * Reports values that the resource must not plan. It can only keep the prior value, or plan a value that the
 * user did not configure.
 */
function checkOwnPlan(attributes: Attributes, sides: Sides, report: Report): void {
  visitSides(attributes, sides, ({ path, attribute, config, prior, value }) => {
    if (attribute.nested && attribute.nested.nesting !== "set" && !isNull(value)) return;
    const kept = !isNull(config) && !isNull(prior) && isEqual(value, prior, attribute.type);
    const free = attribute.computed && isNull(config);
    const fine = attribute.writeOnly
      ? value === null
      : free || kept || isEqual(value, config, attribute.type);
    if (!fine)
      report.addError(
        path,
        "The provider planned a different value",
        `Only the configuration can set ${formatPath(path)}. ${mistake}`,
      );
  });
}

/** Reports replacements for attributes that do not change. Terraform ignores those silently. */
function checkReplacements(
  paths: readonly Path[],
  prior: Members,
  planned: Members,
  type: CtyType,
  report: Report,
): void {
  for (const path of paths) {
    const [name] = path;
    const member = typeof type === "object" && type[0] === "object" ? type[1][name ?? ""] : undefined;
    if (member === undefined || isEqual(prior[name!] ?? null, planned[name!] ?? null, member)) {
      report.addError(
        path,
        "The provider planned a replacement without a change",
        `${formatPath(path)} does not change in this plan. ${mistake}`,
      );
    }
  }
}

function sortPaths(paths: readonly Path[]): Path[] {
  const byText = new Map(paths.map((path) => [formatPath(path), path]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
}
