/**
 * Fakes of the services that store secrets, over HTTP, according to their API documentation.
 *
 * @module
 */
export {
  listenOnLoopback,
  type FakeConnection,
  type FakeRequest,
  type FakeResponse,
  type SecretService,
} from "./fake-service.js";
export { startFakeParameterStore, startFakeSecretsManager } from "./fake-aws.js";
export { devOpsJobToken, startFakeDevOps } from "./fake-azure-devops.js";
export { startFakeKeyVault } from "./fake-azure-key-vault.js";
export { startFakeGitLab } from "./fake-gitlab.js";
export { startFakeGoogle } from "./fake-google-secret-manager.js";
export { startFakeKubernetes } from "./fake-kubernetes.js";
export { startFakeVault, startFakeVaultWithJwt } from "./fake-vault.js";
export { kvServer, startKvServer } from "./kv-server.js";
export { moto, startMotoParameter, startMotoSecret } from "./moto.js";
