import { complete, compareConfig } from "../complete.js";
import type { Ephemeral } from "../ephemeral.js";
import { settingsOf } from "../handler-data.js";
import { interruptible } from "../interruption.js";
import { writeValue, type Message } from "../wire.js";
import { readObject, type Call, type Handlers } from "./call.js";

/** Ephemeral resources. */
export function openingHandlers<Client>(): Handlers<Client> {
  return {
    OpenEphemeralResource: async (call) => {
      const { request, session, catalogs, report } = call;
      const { thing, schema } = catalogs.ephemerals.get(request["type_name"]);
      const config = readObject(call, "config", schema) ?? {};
      const settings = settingsOf(schema.attributes, config);
      const opened = await interruptible(`Open of ${thing.name}`, session.stopped, null, (signal) =>
        thing.open(settings, session.context(report, signal)),
      );
      const result = complete(opened.result, config, schema, report);
      compareConfig(config, result, schema, report);
      const close = closing(thing, opened.private, call);
      if (report.failed) {
        await close();
        return {};
      }
      session.open.set(keyOf(thing.name, opened.private), close);
      return { result: writeValue(result, schema.type), ...renewal(opened) };
    },
    RenewEphemeralResource: async (call) => {
      const { request, session, catalogs, report } = call;
      const { thing } = catalogs.ephemerals.get(request["type_name"]);
      if (!thing.renew) return {};
      const data = readJson(request["private"]);
      const renewed = {
        private: data,
        ...(await interruptible(`Renewal of ${thing.name}`, session.stopped, null, (signal) =>
          thing.renew!(data, session.context(report, signal)),
        )),
      };
      session.open.delete(keyOf(thing.name, data));
      session.open.set(keyOf(thing.name, renewed.private), closing(thing, renewed.private, call));
      return renewal(renewed);
    },
    CloseEphemeralResource: async (call) => {
      const { request, session, catalogs } = call;
      const { thing } = catalogs.ephemerals.get(request["type_name"]);
      const data = readJson(request["private"]);
      session.open.delete(keyOf(thing.name, data));
      await closing(thing, data, call)();
      return {};
    },
  };
}

/** How to close an open resource: nothing stops that. */
function closing<Client>(
  thing: Ephemeral<Client>,
  data: unknown,
  { session, report }: Call<Client>,
): () => Promise<void> {
  return async () => thing.close?.(data, session.context(report, new AbortController().signal));
}

/** Tells one open resource from others: by its type and what Terraform gives back of it. */
function keyOf(name: string, data: unknown): string {
  return JSON.stringify([name, data]);
}

/** What Terraform keeps of an open resource until it is renewed or closed. */
function renewal({ private: data, renewAt }: { private?: unknown; renewAt?: number }): Message {
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
