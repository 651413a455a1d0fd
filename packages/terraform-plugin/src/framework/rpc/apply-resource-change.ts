import type { Members } from "../../cty/value.js";
import type { Context } from "../context.js";
import { PartialStateError } from "../diagnostics.js";
import {
  fromHandlerData,
  fromPartialState,
  reportUnplanned,
  toHandlerData,
  toSettings,
} from "../handler-data.js";
import { writeIdentity } from "../identity.js";
import type { Resource } from "../resource.js";
import type { Schema } from "../schema.js";
import { isEqualExceptTimeouts, getTimeout } from "../timeouts.js";
import { writeValue } from "../wire.js";
import { findDefinition, PrivateData, readObject, runHandler, type Call, type Handlers } from "./call.js";

/** A change that is applied. */
interface Change<Client> extends Call<Client> {
  resource: Resource<Client>;
  schema: Schema;
  privateData: PrivateData;
}

/** Applies what was planned. The response always contains the state that was reached, even after an error. */
export function applyResourceChangeHandlers<Client>(): Handlers<Client> {
  return {
    ApplyResourceChange: async (call) => {
      const { request } = call;
      const { definition: resource, schema } = findDefinition(call, call.catalogs.resources);
      const prior = readObject(call, "prior_state", schema);
      const planned = readObject(call, "planned_state", schema);
      const config = readObject(call, "config", schema) ?? {};
      const change = { ...call, resource, schema, privateData: new PrivateData(request["planned_private"]) };
      const state = planned ? await apply(change, prior, planned, config) : await destroy(change, prior);
      return {
        new_state: writeValue(state, schema.type),
        private: state ? change.privateData.toBytes() : new Uint8Array(),
        ...writeIdentity("new_identity", schema.identity, state),
      };
    },
  };
}

async function apply<Client>(
  change: Change<Client>,
  prior: Members | null,
  planned: Members,
  config: Members,
): Promise<Members | null> {
  const { resource, schema, report } = change;
  if (prior && isEqualExceptTimeouts(prior, planned, schema.type)) return planned;
  try {
    const settings = toSettings(schema.attributes, config);
    const data = toHandlerData(planned);
    const returned = await run(change, prior ? "update" : "create", planned, async (context) => {
      if (!prior) return resource.create(data, settings, context);
      if (!resource.update)
        throw new TypeError(`${resource.name} cannot be updated in place, but the plan is an update`);
      return resource.update(data, toHandlerData(prior), settings, context);
    });
    const state = fromHandlerData(returned, planned, schema, report);
    if (!report.failed) reportUnplanned(planned, state, schema, report);
    return state;
  } catch (error) {
    report.fail(error);
    return error instanceof PartialStateError
      ? fromPartialState(error.state, planned, prior, schema, report)
      : prior;
  }
}

async function destroy<Client>(change: Change<Client>, prior: Members | null): Promise<Members | null> {
  if (!prior) return null;
  try {
    await run(change, "delete", prior, (context) => change.resource.delete(toHandlerData(prior), context));
    return null;
  } catch (error) {
    change.report.fail(error);
    return prior;
  }
}

function run<Client, T>(
  change: Change<Client>,
  operation: "create" | "update" | "delete",
  values: Members,
  handler: (context: Context<Client>) => Promise<T>,
): Promise<T> {
  const { resource, privateData } = change;
  const options = {
    operation: `${operation[0]!.toUpperCase()}${operation.slice(1)} of ${resource.name}`,
    timeout: getTimeout(values, operation),
    timeoutArgument: `timeouts.${operation}`,
    privateData,
    // The response that did not arrive would have contained the ID of the new object.
    ...(operation === "create" && { advice: "If the object exists, import it or delete it." }),
  };
  return runHandler(change, options, handler);
}
