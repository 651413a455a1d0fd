/**
 * Fakes of the services that store secrets, over HTTP, according to their API documentation.
 *
 * @module
 */
export type { FakeConnection, SecretService } from "./fake-service.js";
export { startFakeParameterStore, startFakeSecretsManager } from "./fake-aws.js";
export { startFakeVault } from "./fake-vault.js";
export { kvServer, startKvServer } from "./kv-server.js";
export { moto, startMotoParameter, startMotoSecret } from "./moto.js";
