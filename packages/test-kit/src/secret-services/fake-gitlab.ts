import { listenOnLoopback, type FakeResponse, type SecretService } from "./fake-service.js";

const token = "glpat-fake-access-token";
const path = "/api/v4/projects/acme%2Fwebsite/variables/HUNT_TOKEN";

/**
 * Starts a fake of GitLab with the CI/CD variable `HUNT_TOKEN` of the project `acme/website`.
 *
 * @param options `isHidden` if GitLab does not show its value
 */
export async function startFakeGitLab(value: string, { isHidden = false } = {}): Promise<SecretService> {
  let variable = {
    key: "HUNT_TOKEN",
    value,
    variable_type: "env_var",
    protected: true,
    masked: true,
    raw: true,
  };
  let canWrite = true;
  const show = (): FakeResponse => ({
    status: 200,
    data: { ...variable, hidden: isHidden, value: isHidden ? null : variable.value },
  });
  const server = await listenOnLoopback(({ method, url, headers, body }) => {
    if (headers["private-token"] !== token) return { status: 401, data: { message: "401 Unauthorized" } };
    if (url.pathname === "/api/v4/personal_access_tokens/self")
      return { status: 200, data: { active: true, scopes: [canWrite ? "api" : "read_api"] } };
    if (url.pathname !== path) return { status: 404, data: { message: "404 Variable Not Found" } };
    if (method === "GET") return show();
    if (!canWrite) return { status: 403, data: { error: "insufficient_scope" } };
    variable = { ...variable, ...(body as { value: string }) };
    return show();
  });
  const connectTo = (url: string, name: string) => ({
    address: `gitlab:acme/website#${name}`,
    env: { GITLAB_HOST: url, GITLAB_TOKEN: token },
  });
  return {
    ...server,
    connect: (url = server.url) => connectTo(url, "HUNT_TOKEN"),
    connectToMissing: () => connectTo(server.url, "OTHER"),
    held: () => variable.value,
    rest: () => ({ ...variable, value: undefined }),
    set: (text) => void (variable = { ...variable, value: text }),
    denyWrites: () => void (canWrite = false),
  };
}
