import { plain } from "../cty/conform.js";
import { fromJsonForm, parseJson } from "../cty/json.js";
import { showPath } from "../cty/path.js";
import type { Value } from "../cty/value.js";
import { isRecord } from "../cty/walk.js";
import { AttributeError } from "./diagnostics.js";
import type { Resource } from "./resource.js";
import type { Schema } from "./schema.js";

const remedy = "Remove it from the state (`terraform state rm`) and import it again.";

/**
 * Brings a state as it was stored to the present schema: version by version by the resource's own steps; then attributes
 * that are no more are dropped, and new ones are null.
 *
 * @param json the stored state, as bytes of JSON
 * @param version of the schema that it was stored with
 * @throws {AttributeError} for a state that is newer than the provider, or that does not fit
 */
export function upgradeState(
  resource: Pick<Resource<never>, "name" | "upgrade">,
  schema: Schema,
  json: unknown,
  version: number,
): Value {
  if (!(json instanceof Uint8Array) || json.length === 0) {
    throw new AttributeError(
      [],
      `The state of ${resource.name} cannot be read`,
      `It is in a form that Terraform gave up before this provider existed. ${remedy}`,
    );
  }
  if (version > schema.version) {
    throw new AttributeError(
      [],
      `The state of ${resource.name} is newer than the provider`,
      `It was written with version ${version} of the schema, and this provider knows version ${schema.version}. Use a newer version of the provider.`,
    );
  }
  let state = readJson(resource.name, json);
  for (let step = version; step < schema.version; step += 1) {
    const upgrade = resource.upgrade?.[step];
    if (upgrade && isRecord(state)) state = upgrade(plain(state as Value) as Record<string, unknown>);
  }
  const { value, complaints } = fromJsonForm(state, schema.type);
  const [first] = complaints;
  if (first)
    throw new AttributeError(
      first.path,
      `The state of ${resource.name} does not fit the provider`,
      `${showPath(first.path)} ${first.problem}. ${remedy}`,
    );
  return value;
}

function readJson(name: string, json: Uint8Array): unknown {
  try {
    return parseJson(new TextDecoder().decode(json));
  } catch (error) {
    throw new AttributeError(
      [],
      `The state of ${name} cannot be read`,
      `It is no JSON: ${(error as Error).message}. ${remedy}`,
    );
  }
}
