import { isRecord } from "../../cty/walk.js";
import { complete } from "../complete.js";
import { AttributeError } from "../diagnostics.js";
import { ownData } from "../handler-data.js";
import { interruptible } from "../interruption.js";
import { PrivateData } from "../private-data.js";
import { timeLimit } from "../timeouts.js";
import { upgradeState } from "../upgrade.js";
import { isMessage, readText, writeValue } from "../wire.js";
import { readObject, type Handlers } from "./call.js";

/** What is: states brought up to date, read again, and found anew. */
export function readingHandlers<Client>(): Handlers<Client> {
  return {
    UpgradeResourceState: ({ request, catalogs, report }) => {
      const { thing, schema } = catalogs.resources.get(request["type_name"]);
      report.type = schema.type;
      const raw = isMessage(request["raw_state"]) ? request["raw_state"]["json"] : undefined;
      const state = upgradeState(thing, schema, raw, Number(request["version"] ?? 0));
      return { upgraded_state: writeValue(state, schema.type) };
    },
    ReadResource: async (call) => {
      const { request, session, catalogs, report } = call;
      const { thing, schema } = catalogs.resources.get(request["type_name"]);
      const current = readObject(call, "current_state", schema);
      const kept = new PrivateData(request["private"]);
      if (!current) return { new_state: writeValue(null, schema.type), private: kept.toBytes() };
      try {
        const found = await interruptible(
          `Read of ${thing.name}`,
          session.stopped,
          timeLimit(current, "read"),
          (signal) => thing.read(ownData(current), { ...session.context(report, signal), private: kept }),
        );
        const read = found && complete(found, current, schema, report);
        return {
          new_state: writeValue(report.failed ? current : read, schema.type),
          private: kept.toBytes(),
        };
      } catch (error) {
        report.fail(error);
        return { new_state: request["current_state"], private: request["private"] ?? new Uint8Array() };
      }
    },
    ImportResourceState: async ({ request, session, catalogs, report }) => {
      const { thing, schema } = catalogs.resources.get(request["type_name"]);
      report.type = schema.type;
      const id = readText(request["id"]);
      if (!thing.import)
        throw new AttributeError(
          [],
          `${thing.name} cannot be imported`,
          "What is kept of it cannot be read back from the API. Let Terraform create it.",
        );
      if (id === "")
        throw new AttributeError(
          [],
          "An import needs an id",
          `Write the id, or whatever the documentation of ${thing.name} takes for it, as the import's \`id\`.`,
        );
      const kept = new PrivateData();
      const found: unknown = await interruptible(
        `Import of ${thing.name}`,
        session.stopped,
        timeLimit(null, "read"),
        (signal) => thing.import!(id, { ...session.context(report, signal), private: kept }),
      );
      if (!isRecord(found))
        throw new AttributeError([], `${thing.name} was not found`, `Nothing goes by ${JSON.stringify(id)}.`);
      const state = complete(found, null, schema, report);
      return report.failed
        ? {}
        : {
            imported_resources: [
              { type_name: thing.name, state: writeValue(state, schema.type), private: kept.toBytes() },
            ],
          };
    },
  };
}
