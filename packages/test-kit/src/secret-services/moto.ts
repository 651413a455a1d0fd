import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { findProgram } from "../find-program.js";
import type { SecretService } from "./fake-service.js";

/** moto's server, a stand-in for AWS; undefined if it is not installed. */
export const moto = findProgram("moto_server", "moto-5.2.5/bin");

const credentials = {
  AWS_ACCESS_KEY_ID: "AKIAFAKE",
  AWS_SECRET_ACCESS_KEY: "fake-secret-access-key",
  AWS_REGION: "eu-west-1",
};

type Data = Record<string, unknown>;

/** Starts moto with the secret `prod/hunt` of AWS Secrets Manager, a JSON object. */
export async function startMotoSecret(value: string): Promise<SecretService> {
  const { url, stop, call } = await startMoto("secretsmanager", "secretsmanager");
  const put = (data: Data) =>
    call("PutSecretValue", { SecretId: "prod/hunt", SecretString: JSON.stringify(data) });
  const read = async () =>
    JSON.parse(String((await call("GetSecretValue", { SecretId: "prod/hunt" }))["SecretString"])) as Data;
  const first = JSON.stringify({ token: value, owner: "platform" });
  await call("CreateSecret", {
    Name: "prod/hunt",
    SecretString: first,
    ClientRequestToken: crypto.randomUUID(),
  });
  const connectTo = (address: string, name: string) => ({
    address: `aws-secretsmanager:${name}#token`,
    env: { ...credentials, AWS_ENDPOINT_URL_SECRETS_MANAGER: address },
  });
  return {
    url,
    stop,
    connect: (address = url) => connectTo(address, "prod/hunt"),
    connectToMissing: () => connectTo(url, "prod/other"),
    held: async () => String((await read())["token"]),
    rest: async () => ({ ...(await read()), token: undefined }),
    set: async (text) => void (await put({ ...(await read()), token: text })),
  };
}

/** Starts moto with the parameter `/prod/hunt-token` of the AWS Systems Manager Parameter Store. */
export async function startMotoParameter(value: string): Promise<SecretService> {
  const { url, stop, call } = await startMoto("ssm", "AmazonSSM");
  const Name = "/prod/hunt-token";
  const put = (text: string) =>
    call("PutParameter", { Name, Value: text, Type: "SecureString", KeyId: "alias/team", Overwrite: true });
  await put(value);
  const connectTo = (address: string, name: string) => ({
    address: `aws-ssm:${name}`,
    env: { ...credentials, AWS_ENDPOINT_URL_SSM: address },
  });
  return {
    url,
    stop,
    connect: (address = url) => connectTo(address, Name),
    connectToMissing: () => connectTo(url, "/prod/other"),
    async held() {
      const { Parameter } = await call("GetParameter", { Name, WithDecryption: true });
      return String((Parameter as Data)["Value"]);
    },
    async rest() {
      const { Parameters } = await call("DescribeParameters", {});
      return (Parameters as Data[]).map(({ KeyId, Type }) => [KeyId, Type]);
    },
    set: async (text) => void (await put(text)),
  };
}

async function startMoto(service: string, target: string) {
  const port = await findFreePort();
  const child = spawn(moto!, ["-H", "127.0.0.1", "-p", String(port)], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  for await (const line of createInterface({ input: child.stderr })) if (line.includes("Running on")) break;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    call: async (operation: string, input: Data): Promise<Data> => {
      const response = await fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/x-amz-json-1.1",
          "x-amz-target": `${target}.${operation}`,
          authorization: `AWS4-HMAC-SHA256 Credential=AKIAFAKE/20260301/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
        },
        body: JSON.stringify(input),
      });
      const data = (await response.json()) as Data;
      if (!response.ok) throw new Error(`${operation}: ${JSON.stringify(data)}`);
      return data;
    },
    stop: async () => {
      child.kill();
      await once(child, "exit");
    },
  };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
