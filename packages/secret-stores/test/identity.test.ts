import { systemClock } from "@huntkit/core";
import { CombinedStore } from "@huntkit/core/rotation";
import {
  startFakeKubernetes,
  startFakeParameterStore,
  startFakeSecretsManager,
  startFakeVault,
  type FakeConnection,
  type SecretService,
} from "@huntkit/test-kit/secret-services";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it, onTestFinished } from "vitest";
import { openSecretStore, parseStoreAddress } from "../src/index.js";
import { fakes } from "./services.js";

const token = "oldOLD0123456789".repeat(4);

async function start(starting: Promise<SecretService>): Promise<SecretService> {
  const service = await starting;
  onTestFinished(service.stop);
  return service;
}

function open({ address, env }: FakeConnection) {
  return openSecretStore(parseStoreAddress("--to", address), { env, clock: systemClock });
}

async function identify(connection: FakeConnection): Promise<string> {
  return (await open(connection)).identify!();
}

describe("The identity of a store", () => {
  it.each(fakes)("is the same in another process: $name", async (service) => {
    const connection = (await start(service.start(token))).connect();

    expect(await identify(connection)).toBe(await identify(connection));
  });

  it.each([
    ["AWS Secrets Manager", startFakeSecretsManager],
    ["AWS SSM", startFakeParameterStore],
  ])("differs between accounts: %s", async (_, startService) => {
    let account = "123456789012";
    const connection = (await start(startService(token, () => account))).connect();
    const first = await identify(connection);

    account = "210987654321";

    expect(await identify(connection)).not.toBe(first);
  });

  it("differs between the namespaces of Vault", async () => {
    const { address, env } = (await start(startFakeVault(token))).connect();

    const others = { ...env, VAULT_NAMESPACE: "team" };

    expect(await identify({ address, env: others })).not.toBe(await identify({ address, env }));
  });

  it("differs between clusters of Kubernetes with the same address", async () => {
    const [one, other] = [
      await start(startFakeKubernetes(token, temporaryDirectory())),
      await start(startFakeKubernetes(token, temporaryDirectory())),
    ];
    const store = await open(one.connect(one.url));
    const rebuilt = await open(other.connect(other.url));

    expect(await store.identify!()).toMatch(/^[0-9a-f-]{36}$/);
    expect(await rebuilt.identify!()).not.toBe(await store.identify!());
  });

  it("is the same for two fields of one secret, so they cannot be combined", async () => {
    const { address, env } = (await start(startFakeVault(token))).connect();
    const stores = [await open({ address, env }), await open({ address: "vault:secret/hunt#owner", env })];

    await expect(new CombinedStore(stores).identify()).rejects.toThrow(
      /^vault:secret\/hunt#token at \S+ and vault:secret\/hunt#owner at \S+ are in the same secret\. /,
    );
  });
});
