import { isDeepStrictEqual } from "node:util";
import { listenOnLoopback, type FakeRequest, type FakeResponse, type SecretService } from "./fake-service.js";

const token = "fake-personal-access-token";

/** The access token of a pipeline's job (`System.AccessToken`), which is not a personal one. */
export const devOpsJobToken = "fake-job-access-token";

const authorizations: ReadonlySet<string | undefined> = new Set([
  `Basic ${Buffer.from(`:${token}`).toString("base64")}`,
  `Bearer ${devOpsJobToken}`,
]);

interface Variable {
  readonly value: string | null;
  readonly isSecret?: boolean;
}

interface Group {
  readonly name: string;
  readonly type: string;
  readonly variables: Readonly<Record<string, Variable>>;
}

/** The projects that use the group. */
const references = [
  { name: "deploy", projectReference: { id: "0f0e-1", name: "website" } },
  { name: "deploy", projectReference: { id: "0f0e-2", name: "shop" } },
];

/** Starts a fake of Azure DevOps with the variable group `deploy`, and its secret variable `HUNT_TOKEN`. */
export async function startFakeDevOps(value: string): Promise<SecretService> {
  let group: Group = {
    name: "deploy",
    type: "Vsts",
    variables: {
      HUNT_TOKEN: { value, isSecret: true },
      OTHER: { value: "other-secret", isSecret: true },
      REGION: { value: "eu" },
    },
  };
  let writes = 0;
  let canWrite = true;
  const show = () => ({
    ...group,
    id: 7,
    modifiedOn: `2026-03-01T12:00:${String(writes).padStart(2, "0")}Z`,
    variableGroupProjectReferences: references,
    variables: Object.fromEntries(
      Object.entries(group.variables).map(([name, each]) => [
        name,
        each.isSecret ? { ...each, value: null } : each,
      ]),
    ),
  });
  const replace = ({ body }: FakeRequest): FakeResponse => {
    if (!canWrite)
      return fail(403, "AccessDeniedException", "You do not have permissions to perform this operation.");
    const given = body as Group & { variableGroupProjectReferences?: unknown };
    if (!isDeepStrictEqual(given.variableGroupProjectReferences, references))
      return fail(400, "ArgumentException", "Project information name is not valid for variable group.");
    // The value of a secret that is not sent is kept.
    const variables = Object.entries(given.variables).map(([name, each]) => [
      name,
      each.isSecret && each.value === null ? group.variables[name] : each,
    ]);
    group = {
      name: given.name,
      type: given.type,
      variables: Object.fromEntries(variables) as Group["variables"],
    };
    writes++;
    return { status: 200, data: show() };
  };
  const server = await listenOnLoopback((request) => {
    const { method, url, headers } = request;
    if (!authorizations.has(headers["authorization"]))
      return fail(401, "UnauthorizedRequestException", "TF400813: The user is not authorized.");
    const groups = "/_apis/distributedtask/variablegroups";
    if (method === "PUT" && url.pathname === `${groups}/7`) return replace(request);
    if (url.pathname === `/website${groups}/7`) return { status: 200, data: show() };
    if (url.pathname !== `/website${groups}`) return fail(404, "ProjectDoesNotExistException", "TF200016");
    // Only a request for one group returns the projects that use it.
    const listed = { ...show(), variableGroupProjectReferences: null };
    const similar = { ...listed, id: 6, name: "Deploy" };
    const found = url.searchParams.get("groupName") === "deploy" ? [similar, listed] : [];
    return { status: 200, data: { count: found.length, value: found } };
  });
  const connectTo = (url: string, name: string) => ({
    address: `azure-devops:${new URL(url).host}/website/${name}#HUNT_TOKEN`,
    env: { AZURE_DEVOPS_EXT_PAT: token },
  });
  return {
    ...server,
    connect: (url = server.url) => connectTo(url, "deploy"),
    connectToMissing: () => connectTo(server.url, "other"),
    held: () => group.variables["HUNT_TOKEN"]!.value ?? "",
    rest: () => ({ ...group, variables: { ...group.variables, HUNT_TOKEN: undefined } }),
    set(text) {
      group = { ...group, variables: { ...group.variables, HUNT_TOKEN: { value: text, isSecret: true } } };
      writes++;
    },
    denyWrites: () => void (canWrite = false),
  };
}

function fail(status: number, typeKey: string, message: string): FakeResponse {
  return { status, data: { typeKey, message } };
}
