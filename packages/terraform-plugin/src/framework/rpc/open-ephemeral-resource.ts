import { fromHandlerData, reportUnconfigured, toSettings } from "../handler-data.js";
import type { Ephemeral } from "../resource.js";
import { type Message, writeValue } from "../wire.js";
import { type Call, findDefinition, type Handlers, readObject, runHandler } from "./call.js";

/** Opens, renews, and closes ephemeral resources. */
export function openEphemeralResourceHandlers<Client>(): Handlers<Client> {
  return {
    OpenEphemeralResource: async (call) => {
      const { session, report } = call;
      const { definition, schema } = findDefinition(call, call.catalogs.ephemerals);
      const config = readObject(call, "config", schema) ?? {};
      const settings = toSettings(schema.attributes, config);
      const options = { operation: `Open of ${definition.name}`, timeout: null };
      const opened = await runHandler(call, options, (context) => definition.open(settings, context));
      const result = fromHandlerData(opened.result, config, schema, report);
      reportUnconfigured(config, result, schema, report);
      const close = createClose(definition, opened.private, call);
      if (report.failed) {
        await close();
        return {};
      }
      session.open.set(toKey(definition.name, opened.private), close);
      return { result: writeValue(result, schema.type), ...toRenewal(opened) };
    },
    RenewEphemeralResource: async (call) => {
      const { request, session } = call;
      const { definition } = findDefinition(call, call.catalogs.ephemerals);
      if (!definition.renew) return {};
      const data = readJson(request["private"]);
      const options = { operation: `Renewal of ${definition.name}`, timeout: null };
      const answer = await runHandler(call, options, (context) => definition.renew!(data, context));
      const renewed = { private: data, ...answer };
      session.open.delete(toKey(definition.name, data));
      session.open.set(
        toKey(definition.name, renewed.private),
        createClose(definition, renewed.private, call),
      );
      return toRenewal(renewed);
    },
    CloseEphemeralResource: async (call) => {
      const { request, session } = call;
      const { definition } = findDefinition(call, call.catalogs.ephemerals);
      const data = readJson(request["private"]);
      session.open.delete(toKey(definition.name, data));
      await createClose(definition, data, call)();
      return {};
    },
  };
}

/** Returns a function that closes an open resource. Stopping the provider does not abort it. */
function createClose<Client>(
  definition: Ephemeral<Client>,
  data: unknown,
  { session, report }: Call<Client>,
): () => Promise<void> {
  return async () => definition.close?.(data, session.context(report, new AbortController().signal));
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
