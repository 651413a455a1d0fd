import { complete, compareConfig } from "../complete.js";
import { settingsOf } from "../handler-data.js";
import { interruptible } from "../interruption.js";
import { writeValue } from "../wire.js";
import { readObject, type Handlers } from "./call.js";

/** Data sources. */
export function lookingUpHandlers<Client>(): Handlers<Client> {
  return {
    ReadDataSource: async (call) => {
      const { request, session, catalogs, report } = call;
      const { thing, schema } = catalogs.dataSources.get(request["type_name"]);
      const config = readObject(call, "config", schema) ?? {};
      const settings = settingsOf(schema.attributes, config);
      const found = await interruptible(`Read of data ${thing.name}`, session.stopped, null, (signal) =>
        thing.read(settings, session.context(report, signal)),
      );
      const state = complete(found, config, schema, report);
      compareConfig(config, state, schema, report);
      return report.failed ? {} : { state: writeValue(state, schema.type) };
    },
  };
}
