import type { Attributes } from "./attribute.js";
import { catalogsOf } from "./catalog.js";
import { AttributeError } from "./diagnostics.js";
import type { Provider } from "./provider.js";
import { Report } from "./report.js";
import { applyingHandlers } from "./rpc/applying.js";
import type { Handlers } from "./rpc/call.js";
import { callingHandlers } from "./rpc/calling.js";
import { configurationHandlers } from "./rpc/configuration.js";
import { lookingUpHandlers } from "./rpc/looking-up.js";
import { openingHandlers } from "./rpc/opening.js";
import { planningHandlers } from "./rpc/planning.js";
import { readingHandlers } from "./rpc/reading.js";
import { schemaHandlers } from "./rpc/schemas.js";
import { Session } from "./session.js";
import type { Message } from "./wire.js";

export type { Message } from "./wire.js";

/** A provider behind protocol 6, without its transport. */
export interface ProviderServer {
  /** Answers one call, such as `ReadResource`. Never throws: what goes wrong is in the answer's diagnostics. */
  handle(rpc: string, request: Message): Promise<Message>;
  /** Ends the signals of all that is in flight, and of all that comes until the provider is configured again. */
  stop(): void;
  /** Stops, and closes the ephemeral resources that were left open. For when Terraform is gone and all calls are answered. Never throws. */
  end(): Promise<void>;
}

/**
 * Puts a provider behind protocol 6.
 *
 * @throws {Error} for a provider schema that Terraform would refuse
 */
export function createServer<Client, A extends Attributes>(provider: Provider<Client, A>): ProviderServer {
  const session = new Session<Client>(provider);
  const catalogs = catalogsOf<Client>(provider);
  const handlers: Handlers<Client> = {
    ...schemaHandlers(),
    ...configurationHandlers(),
    ...readingHandlers(),
    ...planningHandlers(),
    ...applyingHandlers(),
    ...lookingUpHandlers(),
    ...openingHandlers(),
    ...callingHandlers(),
    StopProvider: () => {
      session.stop();
      return {};
    },
  };
  return {
    stop: () => session.stop(),
    end: () => session.end(),
    async handle(rpc, request) {
      const report = new Report((error) => provider.explain(error));
      let answer: Message = {};
      try {
        const handler = handlers[rpc];
        if (!handler)
          throw new AttributeError(
            [],
            `The provider does not know ${rpc}`,
            "Use a newer version of the provider, or report that it is missing.",
          );
        answer = await handler({ request, session, catalogs, report });
      } catch (error) {
        report.fail(error);
      }
      return report.diagnostics.length > 0 ? { ...answer, diagnostics: report.toWire() } : answer;
    },
  };
}
