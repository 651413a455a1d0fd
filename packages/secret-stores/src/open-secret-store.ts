import { systemClock } from "@huntkit/core";
import type { SecretStore } from "@huntkit/core/rotation";
import type { ServiceContext } from "./remote-secret.js";
import { RemoteStore } from "./remote-store.js";
import type { StoreAddress } from "./store-address.js";
import { storeKinds } from "./store-kinds.js";

/**
 * Opens the store of an address, and loads the code of its service. The credentials come from the variables that the
 * service documents.
 *
 * @throws {ServiceError} if a variable is missing or not valid
 */
export async function openSecretStore(
  address: StoreAddress,
  { env = process.env, clock = systemClock }: Partial<ServiceContext> = {},
): Promise<SecretStore> {
  const open = await storeKinds[address.scheme].load();
  return new RemoteStore(await open(address, { env, clock }), clock);
}
