import { toJavaScript } from "../../cty/javascript.js";
import type { Members } from "../../cty/value.js";
import type { Catalog } from "../catalog.js";
import { settingsOf } from "../handler-data.js";
import type { ValidateContext } from "../resource.js";
import type { Described } from "../schema.js";
import { validateConfig } from "../validate.js";
import { isAble, readText } from "../wire.js";
import { readObject, type Call, type Handler, type Handlers } from "./call.js";

interface Validated extends Described {
  name: string;
  validate?(config: Record<string, unknown>, context: ValidateContext): void | Promise<void>;
}

/** Checks of configurations, and the configuration of the provider itself. */
export function configurationHandlers<Client>(): Handlers<Client> {
  return {
    ValidateProviderConfig: async (call) => {
      const {
        session: { provider },
        catalogs,
        report,
      } = call;
      const config = readObject(call, "config", catalogs.provider) ?? {};
      validateConfig(catalogs.provider.attributes, config, report);
      if (!report.failed) await provider.validate?.(toJavaScript(config) as Members, report);
      return {};
    },
    ConfigureProvider: async (call) => {
      const { request, session, catalogs, report } = call;
      const config = settingsOf(
        catalogs.provider.attributes,
        readObject(call, "config", catalogs.provider) ?? {},
      );
      const { now, provider } = session;
      const terraformVersion = readText(request["terraform_version"]);
      await session.configure(
        (addError, signal) =>
          provider.configure(config, { terraformVersion, signal, now, addError, warn: report.warn }),
        report,
      );
      return {};
    },
    ValidateResourceConfig: validate(({ resources }) => resources),
    ValidateDataResourceConfig: validate(({ dataSources }) => dataSources),
    ValidateEphemeralResourceConfig: validate(({ ephemerals }) => ephemerals),
  };
}

function validate<Client, T extends Validated>(
  catalogOf: (catalogs: Call<Client>["catalogs"]) => Catalog<T>,
): Handler<Client> {
  return async (call) => {
    const { request, catalogs, report } = call;
    const { thing, schema } = catalogOf(catalogs).get(request["type_name"]);
    const config = readObject(call, "config", schema) ?? {};
    validateConfig(
      schema.attributes,
      config,
      report,
      isAble(request["client_capabilities"], "write_only_attributes_allowed"),
    );
    if (!report.failed) await thing.validate?.(toJavaScript(config) as Members, report);
    return {};
  };
}
