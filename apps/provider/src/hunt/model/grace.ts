import type { Context } from "@huntkit/terraform-plugin";
import type { Connection } from "../connection.js";

/** How long a create may go on when Terraform is stopped, in milliseconds. */
const graceMs = 3_000;

/**
 * Makes an object, and heeds a stop a little later than at once: HUNT's answer alone tells the id of what it is making, and
 * without that the object would be in no state. Nothing is begun once Terraform was stopped.
 *
 * @param make what it throws and gives is thrown and given
 * @throws the signal's reason when that has ended already
 */
export async function withGrace<T>(
  context: Context<Connection>,
  make: (patient: Context<Connection>) => Promise<T>,
): Promise<T> {
  const {
    signal,
    client: {
      client: { clock },
    },
  } = context;
  signal.throwIfAborted();
  const [end, done] = [new AbortController(), new AbortController()];
  const onStop = (): void =>
    void clock.sleep(graceMs, done.signal).then(
      () => end.abort(signal.reason),
      () => undefined,
    );
  signal.addEventListener("abort", onStop, { once: true });
  try {
    return await make({ ...context, signal: end.signal });
  } finally {
    signal.removeEventListener("abort", onStop);
    done.abort();
  }
}
