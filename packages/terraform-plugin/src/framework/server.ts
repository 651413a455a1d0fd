import type { Attributes } from "./attribute.js";
import { AttributeError, Report } from "./diagnostics.js";
import type { Provider } from "./provider.js";
import { applyResourceChangeHandlers } from "./rpc/apply-resource-change.js";
import { callFunctionHandlers } from "./rpc/call-function.js";
import type { Handlers } from "./rpc/call.js";
import { configureProviderHandlers } from "./rpc/configure-provider.js";
import { getProviderSchemaHandlers } from "./rpc/get-provider-schema.js";
import { openEphemeralResourceHandlers } from "./rpc/open-ephemeral-resource.js";
import { planResourceChangeHandlers } from "./rpc/plan-resource-change.js";
import { readDataSourceHandlers } from "./rpc/read-data-source.js";
import { readResourceHandlers } from "./rpc/read-resource.js";
import { resourceIdentityHandlers } from "./rpc/resource-identity.js";
import { upgradeResourceStateHandlers } from "./rpc/upgrade-resource-state.js";
import { validateConfigHandlers } from "./rpc/validate-config.js";
import { createCatalogs } from "./schema.js";
import { Session } from "./session.js";
import type { Message } from "./wire.js";

export type { Message } from "./wire.js";

/** A provider that implements protocol 6, without a transport. */
export interface ProviderServer {
  /**
   * Responds to one call, such as `ReadResource`. It never throws: errors are in the diagnostics of the
   * response.
   */
  handle(rpc: string, request: Message): Promise<Message>;
  /** Aborts the calls in flight, and all that follow until the provider is configured again. */
  stop(): void;
  /**
   * Stops, and closes the ephemeral resources that are still open. Call it when Terraform has exited and all
   * calls have returned. It never throws.
   */
  end(): Promise<void>;
}

/**
 * Creates the server of a provider for protocol 6.
 *
 * @throws {Error} if Terraform would reject the schema of the provider
 */
export function createServer<Client, A extends Attributes>(provider: Provider<Client, A>): ProviderServer {
  const session = new Session<Client>(provider);
  const catalogs = createCatalogs<Client>(provider);
  const handlers: Handlers<Client> = {
    ...getProviderSchemaHandlers(),
    ...validateConfigHandlers(),
    ...configureProviderHandlers(),
    ...upgradeResourceStateHandlers(),
    ...resourceIdentityHandlers(),
    ...readResourceHandlers(),
    ...planResourceChangeHandlers(),
    ...applyResourceChangeHandlers(),
    ...readDataSourceHandlers(),
    ...openEphemeralResourceHandlers(),
    ...callFunctionHandlers(),
  };
  return {
    stop: () => session.stop(),
    end: () => session.end(),
    async handle(rpc, request) {
      const report = new Report(
        (error) => provider.explain(error),
        (text) => provider.escapeText?.(text) ?? text,
      );
      let answer: Message = {};
      try {
        const handler = handlers[rpc];
        if (!handler)
          throw new AttributeError(
            [],
            `The provider does not support ${rpc}`,
            "Use a newer version of the provider.",
          );
        answer = await handler({ request, session, catalogs, report });
      } catch (error) {
        report.fail(error);
      }
      return report.diagnostics.length > 0 ? { ...answer, diagnostics: report.toWire() } : answer;
    },
  };
}
