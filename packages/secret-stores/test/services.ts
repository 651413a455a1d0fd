import {
  startFakeParameterStore,
  startFakeSecretsManager,
  startFakeVault,
  type SecretService,
} from "@huntkit/test-kit/secret-services";

/** A service under test. */
export interface ServiceCase {
  readonly name: string;
  /** Starts the service with a token in its secret. */
  readonly start: (token: string) => Promise<SecretService>;
  /** The requests of each step of a rotation. */
  readonly requests: {
    readonly prove: readonly string[];
    readonly read: readonly string[];
    readonly write: readonly string[];
  };
  /** A variable that is required, and its name in the error. */
  readonly required: readonly [name: string, ...names: string[]];
  /** Whether the service rejects a write if the content has changed since it was read. */
  readonly checksVersion: boolean;
  /** Whether the service can reject writes. Default: true. */
  readonly canDeny?: boolean;
}

/** The fakes of all services. */
export const fakes: readonly ServiceCase[] = [
  {
    name: "Vault",
    start: startFakeVault,
    requests: {
      prove: ["GET /v1/secret/data/hunt", "POST /v1/sys/capabilities-self"],
      read: ["GET /v1/secret/data/hunt"],
      write: ["POST /v1/secret/data/hunt"],
    },
    required: ["VAULT_ADDR", "VAULT_TOKEN"],
    checksVersion: true,
  },
  {
    name: "AWS Secrets Manager",
    start: startFakeSecretsManager,
    requests: {
      prove: ["POST / GetSecretValue", "POST / PutSecretValue"],
      read: ["POST / GetSecretValue"],
      write: ["POST / PutSecretValue"],
    },
    required: ["AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
    checksVersion: false,
  },
  {
    name: "AWS SSM",
    start: startFakeParameterStore,
    requests: {
      prove: ["POST / GetParameter", "POST / DescribeParameters", "POST / PutParameter"],
      read: ["POST / GetParameter"],
      write: ["POST / PutParameter"],
    },
    required: ["AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
    checksVersion: false,
  },
];
