import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ApiToken } from "@huntkit/core";
import {
  listenOnLoopback,
  startFakeGoogle,
  startFakeKeyVault,
  startFakeKubernetes,
  startFakeSecretsManager,
  type FakeConnection,
  type FakeResponse,
  type SecretService,
} from "@huntkit/test-kit/secret-services";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it, onTestFinished } from "vitest";
import { openSecretStore, parseStoreAddress } from "../src/index.js";
import { getAwsAddress } from "../src/services/aws/aws-credentials.js";

const token = new ApiToken("oldOLD0123456789".repeat(4));

/** Reads the token in a store, with other variables than those of its fake. */
async function readToken({ address, env }: FakeConnection): Promise<string | undefined> {
  const store = await openSecretStore(parseStoreAddress("--to", address), { env });
  return (await store.read()).token?.reveal();
}

async function start(create: (value: string) => Promise<SecretService>): Promise<SecretService> {
  const service = await create(token.reveal());
  onTestFinished(service.stop);
  return service;
}

async function serve(respond: () => FakeResponse): Promise<string> {
  const { url, stop } = await listenOnLoopback(respond);
  onTestFinished(stop);
  return url;
}

describe("AWS", () => {
  const identity = { AWS_REGION: "eu-west-1", AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/hunt" };

  it("exchanges a web identity for temporary credentials", async () => {
    const { address, env } = (await start(startFakeSecretsManager)).connect();
    const Credentials = { AccessKeyId: "AKIAFAKE", SecretAccessKey: "temporary", SessionToken: "session" };
    const data = {
      AssumeRoleWithWebIdentityResponse: { AssumeRoleWithWebIdentityResult: { Credentials } },
    };
    const sts = await serve(() => ({ status: 200, data }));

    const read = await readToken({
      address,
      env: {
        ...identity,
        AWS_WEB_IDENTITY_TOKEN_FILE: join(temporaryDirectory({ jwt: "fake-jwt\n" }), "jwt"),
        AWS_ENDPOINT_URL_STS: sts,
        AWS_ENDPOINT_URL_SECRETS_MANAGER: env["AWS_ENDPOINT_URL_SECRETS_MANAGER"]!,
      },
    });

    expect(read).toBe(token.reveal());
  });

  it("reports why a role was denied, without the web identity", async () => {
    const { address } = (await start(startFakeSecretsManager)).connect();
    const sts = await serve(() => ({
      status: 403,
      data: { Error: { Code: "AccessDenied", Message: "Not authorized with fake-jwt" } },
    }));

    const reading = readToken({
      address,
      env: {
        ...identity,
        AWS_WEB_IDENTITY_TOKEN_FILE: join(temporaryDirectory({ jwt: "fake-jwt" }), "jwt"),
        AWS_ENDPOINT_URL_STS: sts,
      },
    });

    await expect(reading).rejects.toThrow(
      "Could not assume the role in AWS_ROLE_ARN: AWS STS rejected the request with status 403, AccessDenied: Not authorized with [redacted].",
    );
  });

  it("names a file that cannot be read", async () => {
    const { address } = (await start(startFakeSecretsManager)).connect();

    const reading = readToken({
      address,
      env: { ...identity, AWS_WEB_IDENTITY_TOKEN_FILE: "/no/such/file" },
    });

    await expect(reading).rejects.toThrow(
      "Could not read /no/such/file, the file in AWS_WEB_IDENTITY_TOKEN_FILE (ENOENT).",
    );
  });
});

describe("The address of a service of AWS", () => {
  it.each([
    ["eu-west-1", "https://sts.eu-west-1.amazonaws.com"],
    ["cn-north-1", "https://sts.cn-north-1.amazonaws.com.cn"],
  ])("has the domain of the region: %s", (region, address) => {
    expect(getAwsAddress("sts", region)).toBe(address);
  });
});

describe("Azure", () => {
  it("uses a federated token if there is no client secret", async () => {
    const { address, env } = (await start(startFakeKeyVault)).connect();
    const { AZURE_CLIENT_SECRET: _, ...rest } = env as Record<string, string>;
    const file = join(temporaryDirectory({ token: "fake-federated-token\n" }), "token");

    expect(await readToken({ address, env: { ...rest, AZURE_FEDERATED_TOKEN_FILE: file } })).toBe(
      token.reveal(),
    );
  });

  it("reports an invalid client secret, without its value", async () => {
    const { address, env } = (await start(startFakeKeyVault)).connect();

    const reading = readToken({ address, env: { ...env, AZURE_CLIENT_SECRET: "wrong-secret" } });

    await expect(reading).rejects.toThrow(
      "Could not get an access token with AZURE_CLIENT_ID: Microsoft Entra rejected the request with status 401, invalid_client: AADSTS7000215.",
    );
  });
});

describe("Google", () => {
  const startGoogle = () => start((value) => startFakeGoogle(value, temporaryDirectory()));

  it("uses the credentials of a user", async () => {
    const service = await startGoogle();
    const { address, env } = service.connect();
    const user = {
      type: "authorized_user",
      client_id: "id",
      client_secret: "secret",
      refresh_token: "fake-refresh-token",
      token_uri: `${service.url}/token`,
    };
    const file = join(temporaryDirectory({ "user.json": JSON.stringify(user) }), "user.json");

    expect(await readToken({ address, env: { ...env, GOOGLE_APPLICATION_CREDENTIALS: file } })).toBe(
      token.reveal(),
    );
  });

  it("uses an access token", async () => {
    const { address, env } = (await startGoogle()).connect();

    const read = await readToken({
      address,
      env: {
        ...env,
        GOOGLE_APPLICATION_CREDENTIALS: "",
        CLOUDSDK_AUTH_ACCESS_TOKEN: "ya29.fake-access-token",
      },
    });

    expect(read).toBe(token.reveal());
  });

  it("requests an access token again after a failure", async () => {
    const service = await startGoogle();
    const { address, env } = service.connect();
    let isFailing = true;
    const login = await serve(() =>
      isFailing ? { status: 503 } : { status: 200, data: { access_token: "ya29.fake-access-token" } },
    );
    const file = join(
      temporaryDirectory({ "user.json": JSON.stringify({ type: "authorized_user", token_uri: login }) }),
      "user.json",
    );
    const sleep = async () => void (isFailing = false);
    const store = await openSecretStore(parseStoreAddress("--to", address), {
      env: { ...env, GOOGLE_APPLICATION_CREDENTIALS: file },
      clock: { now: () => 0, sleep },
    });

    expect((await store.read()).token?.reveal()).toBe(token.reveal());
  });

  it("rejects a file of another type", async () => {
    const { address, env } = (await startGoogle()).connect();
    const file = join(temporaryDirectory({ "key.json": '{"type": "external_account"}' }), "key.json");

    const reading = readToken({ address, env: { ...env, GOOGLE_APPLICATION_CREDENTIALS: file } });

    await expect(reading).rejects.toThrow("is not the file of a service account or of a user.");
  });
});

describe("Kubernetes", () => {
  const address = "kubernetes:prod/hunt#token";

  it("uses ~/.kube/config also in a pod", async () => {
    const directory = temporaryDirectory();
    const service = await start((value) => startFakeKubernetes(value, directory));
    mkdirSync(join(directory, ".kube"));
    copyFileSync(service.connect().env["KUBECONFIG"]!, join(directory, ".kube/config"));

    const env = { HOME: directory, KUBERNETES_SERVICE_HOST: "10.0.0.1" };

    expect(await readToken({ address, env })).toBe(token.reveal());
  });

  it("reads a token file relative to the directory of the kubeconfig", async () => {
    const directory = temporaryDirectory({ jwt: "fake-service-account-token" });
    const service = await start((value) => startFakeKubernetes(value, directory));
    const config = join(directory, "relative");
    writeFileSync(
      config,
      JSON.stringify({
        "current-context": "a",
        contexts: [{ name: "a", context: { cluster: "a", user: "a" } }],
        clusters: [{ name: "a", cluster: { server: service.url } }],
        users: [{ name: "a", user: { tokenFile: "jwt" } }],
      }),
    );

    expect(await readToken({ address, env: { KUBECONFIG: config } })).toBe(token.reveal());
  });

  it.each([
    ["has no current context", "clusters: []", /has no current context with a cluster/],
    ["is not valid YAML", "a: [", /is not valid YAML/],
    [
      "runs a program for its credentials",
      JSON.stringify({
        "current-context": "a",
        contexts: [{ name: "a", context: { cluster: "a", user: "a" } }],
        clusters: [{ name: "a", cluster: { server: "https://127.0.0.1:1" } }],
        users: [{ name: "a", user: { exec: { command: "aws" } } }],
      }),
      /runs a program for its credentials, which is not supported/,
    ],
  ])("rejects a kubeconfig that %s", async (_, text, message) => {
    const file = join(temporaryDirectory({ config: text }), "config");

    await expect(readToken({ address, env: { KUBECONFIG: file } })).rejects.toThrow(message);
  });
});
