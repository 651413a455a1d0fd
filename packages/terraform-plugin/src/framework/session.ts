import { setMaxListeners } from "node:events";
import type { AddError, Context } from "./context.js";
import { AttributeError, type Report } from "./diagnostics.js";
import { ObjectCache } from "./object-cache.js";
import type { Provider } from "./provider.js";

type Configured = "no" | "failed" | "unknown" | "yes";

const remedies: Record<Exclude<Configured, "yes">, string> = {
  no: "Terraform used the provider before it configured it.",
  failed: "See the error about its configuration.",
  unknown:
    "Its configuration contains values that are known only after apply. " +
    "Apply the resources that they come from first (`-target`), or use variables instead.",
};

/** The state of a running provider: whether it is configured, and whether it is stopped. */
export class Session<Client> {
  readonly provider: Provider<Client>;
  readonly now: () => number;
  /** Objects of recent requests and responses, except those with secrets. */
  readonly objects = new ObjectCache();
  /** A function that closes each open ephemeral resource, by its type and private data. */
  readonly open = new Map<string, () => Promise<void>>();
  #stop = createStop();
  #client: Client | undefined;
  #configured: Configured = "no";

  constructor(provider: Provider<Client>) {
    this.provider = provider;
    this.now = provider.now ?? Date.now;
  }

  /** Aborts when the user stops Terraform. */
  get stopped(): AbortSignal {
    return this.#stop.signal;
  }

  /** The client, if there is one. */
  get clientIfAny(): Client | undefined {
    return this.#client;
  }

  /** The client. @throws {AttributeError} if the provider is not configured */
  get client(): Client {
    if (this.#configured === "yes") return this.#client as Client;
    throw new AttributeError([], "The provider is not configured", remedies[this.#configured]);
  }

  /** Creates the client. A session that was stopped works again after that. */
  async configure(
    make: (addError: AddError, signal: AbortSignal) => Promise<Client | undefined>,
    report: Report,
  ): Promise<void> {
    if (this.stopped.aborted) this.#stop = createStop();
    this.#client = undefined;
    this.#configured = "failed";
    const client = await make(report.addError, this.stopped);
    if (report.failed) return;
    this.#client = client;
    this.#configured = client === undefined ? "unknown" : "yes";
  }

  /** What a handler receives in addition to its data. */
  context(report: Report, signal: AbortSignal): Omit<Context<Client>, "private"> {
    return { client: this.client, signal, now: this.now, warn: report.warn };
  }

  /** Aborts the calls in flight, and all that follow until the next `configure`. */
  stop(): void {
    this.#stop.abort(new Error("Terraform was interrupted"));
  }

  /**
   * Stops, and closes what Terraform left open, for example when it was killed. It never throws, because
   * nothing receives the error.
   */
  async end(): Promise<void> {
    this.stop();
    await Promise.allSettled([...this.open.values()].map((close) => close()));
    this.open.clear();
  }
}

/** Creates the controller for the end of a session. Every call in flight listens to it, so any number can. */
function createStop(): AbortController {
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  return stop;
}
