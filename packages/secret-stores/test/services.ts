import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import {
  startFakeDevOps,
  startFakeGitLab,
  startFakeGoogle,
  startFakeKeyVault,
  startFakeKubernetes,
  startFakeParameterStore,
  startFakeSecretsManager,
  startFakeVault,
  startFakeVaultWithJwt,
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
  /** Whether the service shows the value of the secret. Default: true. */
  readonly showsValue?: boolean;
  /** Whether a write can be checked before it. Default: true. */
  readonly canProve?: boolean;
  /** Whether a write whose response was lost can be proven. Default: true. */
  readonly canProveLostWrite?: boolean;
  /** Whether the service can reject writes. Default: true. */
  readonly canDeny?: boolean;
}

const keyVaultPath = "/secrets/hunt-token?api-version=7.4";
const googlePath = "/v1/projects/acme/secrets/hunt-token";
const kubernetesPath = "/api/v1/namespaces/prod/secrets/hunt";
const gitLabPath = "/api/v4/projects/acme%2Fwebsite/variables/HUNT_TOKEN";
const gitLabRequests = {
  prove: [`GET ${gitLabPath}`, "GET /api/v4/personal_access_tokens/self"],
  read: [`GET ${gitLabPath}`],
  write: [`PUT ${gitLabPath}`],
};
const devOpsPath = "/_apis/distributedtask/variablegroups";
const devOpsReads = [
  `GET /website${devOpsPath}?groupName=deploy&api-version=7.1`,
  `GET /website${devOpsPath}/7?api-version=7.1`,
];

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
    name: "Vault with a JWT login",
    start: startFakeVaultWithJwt,
    requests: {
      prove: [
        "GET /github-id-token?api-version=2.0&audience=https%3A%2F%2Fvault.example.org",
        "POST /v1/auth/jwt/login",
        "GET /v1/secret/data/hunt",
        "POST /v1/sys/capabilities-self",
      ],
      read: ["GET /v1/secret/data/hunt"],
      write: ["POST /v1/secret/data/hunt"],
    },
    required: ["VAULT_ADDR", "VAULT_AUTH_ROLE"],
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
  {
    name: "Azure Key Vault",
    start: startFakeKeyVault,
    requests: {
      prove: ["POST /fake-tenant/oauth2/v2.0/token", `GET ${keyVaultPath}`],
      read: [`GET ${keyVaultPath}`],
      write: [`PUT ${keyVaultPath}`],
    },
    required: ["AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"],
    checksVersion: false,
    canProve: false,
  },
  {
    name: "Google Secret Manager",
    start: (token) => startFakeGoogle(token, temporaryDirectory()),
    requests: {
      prove: [
        "POST /token",
        `GET ${googlePath}/versions/latest:access`,
        `GET ${googlePath}/versions/2:access`,
        `POST ${googlePath}:testIamPermissions`,
      ],
      read: [`GET ${googlePath}/versions/latest:access`, `GET ${googlePath}/versions/2:access`],
      write: [`POST ${googlePath}:addVersion`],
    },
    required: ["GOOGLE_APPLICATION_CREDENTIALS"],
    checksVersion: false,
  },
  {
    name: "Kubernetes",
    start: (token) => startFakeKubernetes(token, temporaryDirectory()),
    requests: {
      prove: [`GET ${kubernetesPath}`, `PATCH ${kubernetesPath}?fieldManager=huntkit&dryRun=All`],
      read: [`GET ${kubernetesPath}`],
      write: [`PATCH ${kubernetesPath}?fieldManager=huntkit`],
    },
    required: ["KUBECONFIG"],
    checksVersion: true,
  },
  {
    name: "GitLab",
    start: startFakeGitLab,
    requests: gitLabRequests,
    required: ["GITLAB_TOKEN"],
    checksVersion: false,
  },
  {
    name: "GitLab, hidden variable",
    start: (token) => startFakeGitLab(token, { isHidden: true }),
    requests: gitLabRequests,
    required: ["GITLAB_TOKEN"],
    checksVersion: false,
    showsValue: false,
  },
  {
    name: "Azure DevOps",
    start: startFakeDevOps,
    requests: {
      prove: devOpsReads,
      read: devOpsReads,
      write: [`PUT ${devOpsPath}/7?api-version=7.1`],
    },
    required: ["AZURE_DEVOPS_EXT_PAT"],
    checksVersion: false,
    showsValue: false,
    canProve: false,
    canProveLostWrite: false,
  },
];
