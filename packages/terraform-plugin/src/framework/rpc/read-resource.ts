import { isRecord } from "../../cty/value.js";
import { AttributeError } from "../diagnostics.js";
import { fromHandlerData, toHandlerData } from "../handler-data.js";
import { getTimeout } from "../timeouts.js";
import { readString, writeValue } from "../wire.js";
import { findDefinition, PrivateData, readObject, runHandler, type Handlers } from "./call.js";

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
        const found = await runHandler(call, options, (context) =>
          definition.read(toHandlerData(current), context),
        );
        const state = found && fromHandlerData(found, current, schema, report);
        return {
          new_state: writeValue(report.failed ? current : state, schema.type),
          private: privateData.toBytes(),
        };
      } catch (error) {
        report.fail(error);
        return { new_state: request["current_state"], private: request["private"] ?? new Uint8Array() };
      }
    },
    ImportResourceState: async (call) => {
      const { request, report } = call;
      const { definition, schema } = findDefinition(call, call.catalogs.resources);
      const id = readString(request["id"]);
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
      if (!isRecord(found))
        throw new AttributeError(
          [],
          `${definition.name} was not found`,
          `No object with the ID ${JSON.stringify(id)} exists.`,
        );
      const state = writeValue(fromHandlerData(found, null, schema, report), schema.type);
      if (report.failed) return {};
      return {
        imported_resources: [{ type_name: definition.name, state, private: privateData.toBytes() }],
      };
    },
  };
}
