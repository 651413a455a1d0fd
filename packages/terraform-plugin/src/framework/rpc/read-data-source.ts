import { fromHandlerData, reportUnconfigured, toSettings } from "../handler-data.js";
import { writeValue } from "../wire.js";
import { findDefinition, readObject, runHandler, type Handlers } from "./call.js";

/** Reads data sources. */
export function readDataSourceHandlers<Client>(): Handlers<Client> {
  return {
    ReadDataSource: async (call) => {
      const { report } = call;
      const { definition, schema } = findDefinition(call, call.catalogs.dataSources);
      const config = readObject(call, "config", schema) ?? {};
      const settings = toSettings(schema.attributes, config);
      const options = { operation: `Read of data ${definition.name}`, timeout: null };
      const found = await runHandler(call, options, (context) => definition.read(settings, context));
      const state = fromHandlerData(found, config, schema, report);
      reportUnconfigured(config, state, schema, report);
      return report.failed ? {} : { state: writeValue(state, schema.type) };
    },
  };
}
