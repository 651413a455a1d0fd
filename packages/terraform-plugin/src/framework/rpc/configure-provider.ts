import { toSettings } from "../handler-data.js";
import { readString } from "../wire.js";
import { readObject, type Handlers } from "./call.js";

/**
 * Configures the provider, and stops it. A provider that was stopped works again after it is configured
 * again.
 */
export function configureProviderHandlers<Client>(): Handlers<Client> {
  return {
    ConfigureProvider: async (call) => {
      const { request, session, catalogs, report } = call;
      const { now, provider } = session;
      const { warn } = report;
      const config = readObject(call, "config", catalogs.provider) ?? {};
      const settings = toSettings(catalogs.provider.attributes, config);
      const terraformVersion = readString(request["terraform_version"]);
      await session.configure(
        (addError, signal) => provider.configure(settings, { terraformVersion, signal, now, addError, warn }),
        report,
      );
      return {};
    },
    StopProvider: ({ session }) => {
      session.stop();
      return {};
    },
  };
}
