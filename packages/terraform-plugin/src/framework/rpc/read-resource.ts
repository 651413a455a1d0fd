import { isRecord } from "../../cty/value.js";
import { AttributeError } from "../diagnostics.js";
import { fromHandlerData, toHandlerData } from "../handler-data.js";
import { readIdentity, writeIdentity } from "../identity.js";
import { getTimeout } from "../timeouts.js";
import { readString, writeValue } from "../wire.js";
import {
  findDefinition,
  type Handlers,
  PrivateData,
  readObject,
  runHandler,
  writeUnlessEqual,
} from "./call.js";

/** Refreshes and imports resources. */
export function readResourceHandlers<Client>(): Handlers<Client> {
  return {
    ReadResource: async (call) => {
      const { request, report } = call;
      const { definition, schema } = findDefinition(call, call.catalogs.resources);
      const current = readObject(call, "current_state", schema);
      const privateData = new PrivateData(request["private"]);
      if (!current) return { new_state: writeValue(null, schema.type), private: privateData.toBytes() };
      const options = {
        operation: `Read of ${definition.name}`,
        timeout: getTimeout(current, "read"),
        timeoutArgument: "timeouts.read",
        privateData,
      };
      try {
        const returned = await runHandler(call, options, (context) =>
          definition.read(toHandlerData(current), context),
        );
        const found = returned && fromHandlerData(returned, current, schema, report);
        const state = report.failed ? current : found;
        return {
          new_state: writeUnlessEqual(call, state, "current_state", current, schema),
          private: privateData.toBytes(),
          ...writeIdentity("new_identity", schema.identity, state),
        };
      } catch (error) {
        report.fail(error);
        return {
          new_state: request["current_state"],
          private: request["private"] ?? new Uint8Array(),
          ...writeIdentity("new_identity", schema.identity, current),
        };
      }
    },
    ImportResourceState: async (call) => {
      const { request, report } = call;
      const { definition, schema } = findDefinition(call, call.catalogs.resources);
      const identity = readIdentity(request["identity"], schema.identity);
      const id = identity ?? readString(request["id"]);
      if (!definition.import)
        throw new AttributeError(
          [],
          `${definition.name} cannot be imported`,
          "The API does not return all of its attributes. Create it with Terraform instead.",
        );
      if (id === "")
        throw new AttributeError(
          [],
          "Missing import ID",
          `Set \`id\` to the ID of the object. The documentation of ${definition.name} describes its format.`,
        );
      const privateData = new PrivateData();
      const options = {
        operation: `Import of ${definition.name}`,
        timeout: getTimeout(null, "read"),
        privateData,
      };
      const found: unknown = await runHandler(call, options, (context) => definition.import!(id, context));
      // A resource can also support other strings than an identity as the ID, such as a name.
      if (!isRecord(found) || (identity !== undefined && found[schema.identity!.attribute] !== identity))
        throw new AttributeError(
          [],
          `${definition.name} was not found`,
          `No object with the ID ${JSON.stringify(id)} exists.`,
        );
      const state = fromHandlerData(found, null, schema, report);
      if (report.failed) return {};
      const imported = {
        type_name: definition.name,
        state: writeValue(state, schema.type),
        private: privateData.toBytes(),
        ...writeIdentity("identity", schema.identity, state),
      };
      return { imported_resources: [imported] };
    },
  };
}
