import type { AddError, Context } from "./context.js";
import { AttributeError, type Report } from "./diagnostics.js";
import type { Provider } from "./provider.js";

type Configured = "no" | "failed" | "unknown" | "yes";

const remedies: Record<Exclude<Configured, "yes">, string> = {
  no: "Terraform did not configure it before it was needed.",
  failed: "See the error about its configuration.",
  unknown:
    "Its configuration holds values that are known only after apply. Apply what they come from first (`-target`), or write them as variables.",
};

/** A provider at work: configured or not, stopped or not. */
export class Session<Client> {
  readonly provider: Provider<Client>;
  readonly now: () => number;
  /** How to close each ephemeral resource that is open, by what Terraform keeps of it. */
  readonly open = new Map<string, () => Promise<void>>();
  #stop = new AbortController();
  #client: Client | undefined;
  #configured: Configured = "no";

  constructor(provider: Provider<Client>) {
    this.provider = provider;
    this.now = provider.now ?? Date.now;
  }

  /** Ends when Terraform is stopped. */
  get stopped(): AbortSignal {
    return this.#stop.signal;
  }

  /** The client, where there is one. */
  get clientIfAny(): Client | undefined {
    return this.#client;
  }

  /** The client. @throws {AttributeError} where the provider is not configured */
  get client(): Client {
    if (this.#configured === "yes") return this.#client as Client;
    throw new AttributeError([], "The provider is not configured", remedies[this.#configured]);
  }

  /** Makes the client; a session that was stopped goes on with it. */
  async configure(
    make: (addError: AddError, signal: AbortSignal) => Promise<Client | undefined>,
    report: Report,
  ): Promise<void> {
    if (this.stopped.aborted) this.#stop = new AbortController();
    this.#client = undefined;
    this.#configured = "failed";
    const client = await make(report.addError, this.stopped);
    if (report.failed) return;
    this.#client = client;
    this.#configured = client === undefined ? "unknown" : "yes";
  }

  /** What a handler may use beside its data. */
  context(report: Report, signal: AbortSignal): Omit<Context<Client>, "private"> {
    return { client: this.client, signal, now: this.now, warn: report.warn };
  }

  /** Ends the signals of all that is in flight, and of all that comes before the next `configure`. */
  stop(): void {
    this.#stop.abort(new Error("Terraform was asked to stop"));
  }

  /** Stops, and closes what Terraform has left open, as when it was killed. Never throws: nobody is there to be told. */
  async end(): Promise<void> {
    this.stop();
    await Promise.allSettled([...this.open.values()].map((close) => close()));
    this.open.clear();
  }
}
