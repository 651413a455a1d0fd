import { fromHandlerData, reportUnconfigured, toSettings } from "../handler-data.js";
import type { Ephemeral } from "../resource.js";
import { type Message, writeValue } from "../wire.js";
import { type Call, type Handlers, readObject, runHandler } from "./call.js";

/** Opens, renews, and closes ephemeral resources. */
export function openEphemeralResourceHandlers<Client>(): Handlers<Client> {
  return {
    OpenEphemeralResource: async (call) => {
      const { request, session, catalogs, report } = call;
      const { thing, schema } = catalogs.ephemerals.get(request["type_name"]);
      const config = readObject(call, "config", schema) ?? {};
      const settings = toSettings(schema.attributes, config);
      const options = { operation: `Open of ${thing.name}`, timeout: null };
      const opened = await runHandler(call, options, (context) => thing.open(settings, context));
      const result = fromHandlerData(opened.result, config, schema, report);
      reportUnconfigured(config, result, schema, report);
      const close = createClose(thing, opened.private, call);
      if (report.failed) {
        await close();
        return {};
      }
      session.open.set(toKey(thing.name, opened.private), close);
      return { result: writeValue(result, schema.type), ...toRenewal(opened) };
    },
    RenewEphemeralResource: async (call) => {
      const { request, session, catalogs } = call;
      const { thing } = catalogs.ephemerals.get(request["type_name"]);
      if (!thing.renew) return {};
      const data = readJson(request["private"]);
      const options = { operation: `Renewal of ${thing.name}`, timeout: null };
      const answer = await runHandler(call, options, (context) => thing.renew!(data, context));
      const renewed = { private: data, ...answer };
      session.open.delete(toKey(thing.name, data));
      session.open.set(toKey(thing.name, renewed.private), createClose(thing, renewed.private, call));
      return toRenewal(renewed);
    },
    CloseEphemeralResource: async (call) => {
      const { request, session, catalogs } = call;
      const { thing } = catalogs.ephemerals.get(request["type_name"]);
      const data = readJson(request["private"]);
      session.open.delete(toKey(thing.name, data));
      await createClose(thing, data, call)();
      return {};
    },
  };
}

/** Returns how to close an open resource. Nothing stops that. */
function createClose<Client>(
  thing: Ephemeral<Client>,
  data: unknown,
  { session, report }: Call<Client>,
): () => Promise<void> {
  return async () => thing.close?.(data, session.context(report, new AbortController().signal));
}

/** Returns what identifies an open resource: its type, and the data that Terraform returns for it. */
function toKey(name: string, data: unknown): string {
  return JSON.stringify([name, data]);
}

/** Returns what Terraform keeps of an open resource until it is renewed or closed. */
function toRenewal({ private: data, renewAt }: { private?: unknown; renewAt?: number }): Message {
  return {
    ...(data === undefined ? {} : { private: new TextEncoder().encode(JSON.stringify(data)) }),
    ...(renewAt === undefined
      ? {}
      : { renew_at: { seconds: Math.floor(renewAt / 1000), nanos: Math.floor(renewAt % 1000) * 1_000_000 } }),
  };
}

function readJson(bytes: unknown): unknown {
  return bytes instanceof Uint8Array && bytes.length > 0
    ? JSON.parse(new TextDecoder().decode(bytes))
    : undefined;
}
