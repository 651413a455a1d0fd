import type { Context } from "@huntkit/terraform-plugin";
import type { Connection } from "../connection.js";

/** The time that a create can take after Terraform was interrupted, in milliseconds. */
const graceMs = 3_000;

/**
 * Creates an object, and allows the request some time to finish if Terraform is interrupted. Only HUNT's
 * response contains the ID of the new object, and without the ID, the object would not be in the state.
 * Nothing is started after an interruption.
 *
 * @param make receives a context whose signal aborts after the grace period
 * @throws the signal's reason if it has aborted already, or what `make` throws
 */
export async function withGrace<T>(
  context: Context<Connection>,
  make: (patient: Context<Connection>) => Promise<T>,
): Promise<T> {
  const { signal, client } = context;
  signal.throwIfAborted();
  const graceEnd = new AbortController();
  const finished = new AbortController();
  const onStop = (): void =>
    void client.client.clock.sleep(graceMs, finished.signal).then(
      () => graceEnd.abort(signal.reason),
      () => undefined,
    );
  signal.addEventListener("abort", onStop, { once: true });
  try {
    return await make({ ...context, signal: graceEnd.signal });
  } finally {
    signal.removeEventListener("abort", onStop);
    finished.abort();
  }
}
