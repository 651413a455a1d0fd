import { listenOnLoopback, type FakeResponse, type SecretService } from "./fake-service.js";

const credentials = {
  AWS_ACCESS_KEY_ID: "AKIAFAKE",
  AWS_SECRET_ACCESS_KEY: "fake-secret-access-key",
  AWS_REGION: "eu-west-1",
};

type Input = Record<string, unknown>;
type Operation = (input: Input) => FakeResponse;

interface FakeAws {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts a server with operations of AWS's JSON protocol. It requires a signature, and does not verify it. */
function startAws(operations: Readonly<Record<string, Operation>>): Promise<FakeAws> {
  return listenOnLoopback(({ headers, body }) => {
    const operation = operations[headers["x-amz-target"]?.split(".").at(-1) ?? ""];
    const isSigned = headers["authorization"]?.startsWith("AWS4-HMAC-SHA256 Credential=AKIAFAKE/") === true;
    if (!isSigned) return fail("MissingAuthenticationTokenException", "Missing Authentication Token");
    return operation?.(body as Input) ?? fail("UnknownOperationException", "");
  });
}

/**
 * Starts a fake of AWS Secrets Manager with the secret `prod/hunt`, a JSON object.
 *
 * @param account returns the ID of the account
 */
export async function startFakeSecretsManager(
  value: string,
  account = () => "123456789012",
): Promise<SecretService> {
  const versions: { readonly id: string; readonly text: string }[] = [];
  let canWrite = true;
  const add = (text: string, id = `00000000-0000-4000-8000-${String(versions.length).padStart(12, "0")}`) =>
    versions.push({ id, text });
  const read = () => JSON.parse(versions.at(-1)!.text) as Input;
  add(JSON.stringify({ token: value, owner: "platform" }));
  const missing = fail("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");

  const server = await startAws({
    GetSecretValue({ SecretId }) {
      const { id, text } = versions.at(-1)!;
      if (SecretId !== "prod/hunt") return missing;
      return ok({
        ARN: `arn:aws:secretsmanager:eu-west-1:${account()}:secret:prod/hunt-AbCdEf`,
        Name: SecretId,
        VersionId: id,
        SecretString: text,
        CreatedDate: 1772366400 + versions.length,
      });
    },
    PutSecretValue({ SecretId, ClientRequestToken, SecretString }) {
      if (!canWrite)
        return fail(
          "AccessDeniedException",
          "User is not authorized to perform: secretsmanager:PutSecretValue",
        );
      if (SecretId !== "prod/hunt") return missing;
      const same = versions.find(({ id }) => id === ClientRequestToken);
      if (same && same.text !== SecretString)
        return fail("ResourceExistsException", "A resource with the ID you requested already exists.");
      if (!same) add(String(SecretString), String(ClientRequestToken));
      return ok({ Name: SecretId, VersionId: ClientRequestToken });
    },
  });
  const connectTo = (url: string, name: string) => ({
    address: `aws-secretsmanager:${name}#token`,
    env: { ...credentials, AWS_ENDPOINT_URL_SECRETS_MANAGER: url },
  });
  return {
    ...server,
    connect: (url = server.url) => connectTo(url, "prod/hunt"),
    connectToMissing: () => connectTo(server.url, "prod/other"),
    held: () => (read()["token"] as string | undefined) ?? "",
    rest: () => ({ ...read(), token: undefined }),
    set: (text) => void add(JSON.stringify({ ...read(), token: text })),
    denyWrites: () => void (canWrite = false),
  };
}

/**
 * Starts a fake of the AWS Systems Manager Parameter Store with the parameter `/prod/hunt-token`.
 *
 * @param account returns the ID of the account
 */
export async function startFakeParameterStore(
  value: string,
  account = () => "123456789012",
): Promise<SecretService> {
  const versions = [{ value, key: "alias/team" }];
  let canWrite = true;
  const missing = fail("ParameterNotFound", "");
  const getArn = () => `arn:aws:ssm:eu-west-1:${account()}:parameter/prod/hunt-token`;
  const server = await startAws({
    GetParameter: ({ Name }) =>
      Name === "/prod/hunt-token" || Name === getArn()
        ? ok({
            Parameter: {
              ARN: getArn(),
              Name: "/prod/hunt-token",
              Type: "SecureString",
              Value: versions.at(-1)!.value,
              Version: versions.length,
              LastModifiedDate: 1772366400 + versions.length,
            },
          })
        : missing,
    DescribeParameters: ({ ParameterFilters }) =>
      JSON.stringify(ParameterFilters)?.includes('["/prod/hunt-token"]')
        ? ok({ Parameters: [{ Name: "/prod/hunt-token", KeyId: versions.at(-1)!.key }] })
        : ok({ Parameters: [] }),
    PutParameter({ Name, Value, KeyId = "alias/aws/ssm", Overwrite }) {
      if (!canWrite)
        return fail("AccessDeniedException", "User is not authorized to perform: ssm:PutParameter");
      if (Name !== "/prod/hunt-token") return missing;
      if (Overwrite !== true) return fail("ParameterAlreadyExists", "The parameter already exists.");
      versions.push({ value: String(Value), key: String(KeyId) });
      return ok({ Version: versions.length, Tier: "Standard" });
    },
  });
  const connectTo = (url: string, name: string) => ({
    address: `aws-ssm:${name}`,
    env: { ...credentials, AWS_ENDPOINT_URL_SSM: url },
  });
  return {
    ...server,
    connect: (url = server.url) => connectTo(url, "/prod/hunt-token"),
    connectToMissing: () => connectTo(server.url, "/prod/other"),
    held: () => versions.at(-1)!.value,
    rest: () => versions.at(-1)!.key,
    set: (text) => void versions.push({ ...versions.at(-1)!, value: text }),
    denyWrites: () => void (canWrite = false),
  };
}

function ok(data: unknown): FakeResponse {
  return { status: 200, data };
}

function fail(code: string, message: string): FakeResponse {
  return { status: 400, data: { __type: code, message } };
}
