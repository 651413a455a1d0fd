/**
 * Stores for tokens in other services, on the interface `SecretStore` of core: Vault, the secret managers of the
 * clouds, Kubernetes, and the variables of CI systems.
 *
 * @module
 */
export { openSecretStore } from "./open-secret-store.js";
export { ServiceError } from "./http/service-error.js";
export { listStoreForms, parseStoreAddress, type StoreAddress } from "./store-address.js";
export { storeKinds, type StoreKind, type StoreScheme } from "./store-kinds.js";
