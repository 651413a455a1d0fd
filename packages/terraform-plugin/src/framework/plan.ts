import { conform } from "../cty/conform.js";
import { toExact, toJavaScript } from "../cty/javascript.js";
import { showPath, type Path } from "../cty/path.js";
import type { CtyType } from "../cty/type.js";
import { isUnknown, unknown } from "../cty/unknown.js";
import { equal, isNull, type Members, type Value } from "../cty/value.js";
import type { Attributes } from "./attribute.js";
import { mistake, type Report } from "./report.js";
import type { Resource } from "./resource.js";
import type { Schema } from "./schema.js";
import type { Session } from "./session.js";
import { eachAttribute, mapAttributes, type Place } from "./tree.js";

/** What planning starts from: what is, what the user wrote, and what Terraform makes of the two. */
export interface Proposal {
  prior: Members | null;
  proposed: Members;
  config: Members;
}

/** What will be, and which changes cannot be made in place. */
export interface PlannedChange {
  planned: Members;
  requiresReplace: Path[];
}

/**
 * Plans a create or an update: defaults first; if then anything differs, computed values become unknown but for those that
 * never change; last the resource's own `plan`.
 */
export async function planChange<Client>(
  resource: Resource<Client>,
  schema: Schema,
  proposal: Proposal,
  session: Session<Client>,
  report: Report,
): Promise<PlannedChange> {
  const { attributes } = schema;
  const { prior, config } = proposal;
  const settled = mapAttributes(attributes, { config, prior, value: proposal.proposed }, settle);
  const changed = prior === null || !sameBesidesTimeouts(prior, settled, schema.type);
  const planned = changed ? mapAttributes(attributes, { config, prior, value: settled }, leaveOpen) : settled;
  const requiresReplace =
    prior === null ? [] : replacements(resource, schema, { config, prior, value: planned });
  const result = await planByResource(
    resource,
    schema,
    proposal,
    { planned, requiresReplace },
    session,
    report,
  );
  return prior === null ? { ...result, requiresReplace: [] } : result;
}

/** Whether two states of a resource differ in nothing but how long its operations may take. */
export function sameBesidesTimeouts(a: Members, b: Members, type: CtyType): boolean {
  return equal({ ...a, timeouts: null }, { ...b, timeouts: null }, type);
}

/** The default where nothing is written; and no change of what is the same to JavaScript. */
function settle({ attribute, config, prior, value }: Place): Value {
  if (attribute.writeOnly) return null;
  // A whole object that nobody wrote is what it was: the defaults within are for those that somebody writes.
  if (attribute.nested && isNull(config) && isNull(attribute.default)) return isNull(value) ? value : prior;
  const settled = isNull(config) && !isNull(attribute.default) ? attribute.default : value;
  return equal(toExact(settled, prior, attribute.type), prior, attribute.type) ? prior : settled;
}

function leaveOpen({ attribute, config, prior, value }: Place): Value {
  if (!attribute.computed || !isNull(config) || !isNull(attribute.default)) return value;
  return attribute.useStateForUnknown && !isNull(prior) ? prior : unknown;
}

/** Where an attribute that cannot change in place does. What is unknown only because the framework left it open does not count. */
function replacements(
  resource: Resource<never>,
  schema: Schema,
  sides: { config: Members; prior: Members; value: Members },
): Path[] {
  const paths: Path[] = [];
  eachAttribute(schema.attributes, sides, ({ path, attribute, config, prior, value }) => {
    const fixed =
      attribute.requiresReplace || (!resource.update && path.length === 1 && path[0] !== "timeouts");
    const leftOpen = isUnknown(value) && isNull(config);
    if (fixed && !leftOpen && !equal(prior, value, attribute.type)) paths.push(path);
  });
  return paths;
}

async function planByResource<Client>(
  resource: Resource<Client>,
  schema: Schema,
  { prior, config }: Proposal,
  change: PlannedChange,
  session: Session<Client>,
  report: Report,
): Promise<PlannedChange> {
  if (!resource.plan) return change;
  const { clientIfAny: client, now, stopped: signal } = session;
  const draft = toJavaScript(change.planned) as Record<string, Value>;
  const [priorData, configData] = [
    prior && (toJavaScript(prior) as Members),
    toJavaScript(config) as Members,
  ];
  const requiresReplace = [...change.requiresReplace];
  await resource.plan({
    prior: priorData,
    config: configData,
    planned: draft,
    requiresReplace,
    client,
    now,
    signal,
    addError: report.addError,
    warn: report.warn,
  });
  const { value, complaints } = conform(draft, schema.type);
  for (const { path, problem } of complaints)
    report.addError(
      path,
      "The provider planned an unusable value",
      `${showPath(path)} ${problem}. ${mistake}`,
    );
  const planned =
    complaints.length > 0 ? change.planned : (toExact(value, change.planned, schema.type) as Members);
  checkOwnPlan(schema.attributes, { config, prior, value: planned }, report);
  if (prior) checkReplacements(requiresReplace, prior, planned, schema.type, report);
  return { planned, requiresReplace: ordered(requiresReplace) };
}

/** A resource may plan only what the user left to it, or keep what was. */
function checkOwnPlan(
  attributes: Attributes,
  sides: { config: Members; prior: Members | null; value: Members },
  report: Report,
): void {
  eachAttribute(attributes, sides, ({ path, attribute, config, prior, value }) => {
    if (attribute.nested && attribute.nested.nesting !== "set" && !isNull(value)) return;
    const kept = !isNull(config) && !isNull(prior) && equal(value, prior, attribute.type);
    const free = attribute.computed && isNull(config);
    const fine = attribute.writeOnly ? value === null : free || kept || equal(value, config, attribute.type);
    if (!fine)
      report.addError(
        path,
        "The provider planned another value",
        `${showPath(path)} is the user's to set. ${mistake}`,
      );
  });
}

/** Terraform silently forgets a replacement for an attribute that does not change. */
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
    if (member === undefined || equal(prior[name!] ?? null, planned[name!] ?? null, member)) {
      report.addError(
        path,
        "The provider planned a replacement for nothing",
        `${showPath(path)} does not change in this plan. ${mistake}`,
      );
    }
  }
}

function ordered(paths: readonly Path[]): Path[] {
  const byText = new Map(paths.map((path) => [showPath(path), path]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
}
