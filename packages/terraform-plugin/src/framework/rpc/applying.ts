import { isWhollyKnown, type Members } from "../../cty/value.js";
import { complete, comparePlanned, withoutUnknowns } from "../complete.js";
import { PartialState } from "../diagnostics.js";
import { ownData, settingsOf } from "../handler-data.js";
import { interruptible } from "../interruption.js";
import { sameBesidesTimeouts } from "../plan.js";
import { PrivateData } from "../private-data.js";
import type { Resource } from "../resource.js";
import type { Schema } from "../schema.js";
import { timeLimit } from "../timeouts.js";
import { writeValue } from "../wire.js";
import { readObject, type Call, type Handlers } from "./call.js";

/** One change that is carried out. */
interface Change<Client> extends Call<Client> {
  resource: Resource<Client>;
  schema: Schema;
  kept: PrivateData;
}

/** Carries out what was planned. The answer holds the state as far as it got, whatever goes wrong. */
export function applyingHandlers<Client>(): Handlers<Client> {
  return {
    ApplyResourceChange: async (call) => {
      const { request } = call;
      const { thing: resource, schema } = call.catalogs.resources.get(request["type_name"]);
      const prior = readObject(call, "prior_state", schema);
      const planned = readObject(call, "planned_state", schema);
      const config = readObject(call, "config", schema) ?? {};
      const change = { ...call, resource, schema, kept: new PrivateData(request["planned_private"]) };
      const state = planned ? await apply(change, prior, planned, config) : await destroy(change, prior);
      return {
        new_state: writeValue(state, schema.type),
        private: state ? change.kept.toBytes() : new Uint8Array(),
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
  if (prior && sameBesidesTimeouts(prior, planned, schema.type)) return planned;
  const settings = settingsOf(schema.attributes, config);
  const data = ownData(planned);
  try {
    const applied = await run(change, prior ? "update" : "create", planned, (context) => {
      if (!prior) return resource.create(data, settings, context);
      if (!resource.update)
        throw new TypeError(`${resource.name} cannot be changed in place, and nothing said so in the plan`);
      return resource.update(data, ownData(prior), settings, context);
    });
    const state = complete(applied, planned, schema, report);
    if (!report.failed) comparePlanned(planned, state, schema, report);
    return state;
  } catch (error) {
    report.fail(error);
    return error instanceof PartialState
      ? complete({ ...knownOf(planned, prior), ...error.state }, planned, schema, report)
      : prior;
  }
}

async function destroy<Client>(change: Change<Client>, prior: Members | null): Promise<Members | null> {
  if (!prior) return null;
  try {
    await run(change, "delete", prior, (context) => change.resource.delete(ownData(prior), context));
    return null;
  } catch (error) {
    change.report.fail(error);
    return prior;
  }
}

/** A new object's id is in the answer that did not come. */
const whereabouts = {
  create: "look for it there, and import it or delete it",
  update: undefined,
  delete: undefined,
};

function run<Client, T>(
  { resource, session, report, kept }: Change<Client>,
  operation: "create" | "update" | "delete",
  values: Members,
  act: (context: Parameters<Resource<Client>["delete"]>[1]) => Promise<T>,
): Promise<T> {
  const what = `${operation[0]!.toUpperCase()}${operation.slice(1)} of ${resource.name}`;
  return interruptible(
    what,
    session.stopped,
    timeLimit(values, operation),
    (signal) => act({ ...session.context(report, signal), private: kept }),
    whereabouts[operation],
  );
}

/** What is sure of a plan; where it is not, what was before. */
function knownOf(planned: Members, prior: Members | null): Members {
  return Object.fromEntries(
    Object.entries(planned).map(([name, value]) => [
      name,
      isWhollyKnown(value) ? value : (prior?.[name] ?? withoutUnknowns(value)),
    ]),
  );
}
