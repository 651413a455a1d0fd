import { isLoopback } from "@huntkit/core/internal";
import { findVariable, requireVariable } from "../credentials.js";
import { getObject, getText, getValue } from "../http/fields.js";
import { ServiceClient, type ErrorDetails } from "../http/service-client.js";
import { requireField, ServiceError } from "../http/service-error.js";
import type { OpenSecret, RemoteSecret, SecretContent } from "../remote-secret.js";

const version = "api-version=7.1";

/**
 * Opens a secret variable of a variable group of Azure DevOps. Its API does not return the values of secret variables,
 * and a write keeps the value of each one that it sends without a value.
 */
export const openDevOpsVariable: OpenSecret = async ({ text, parts, field = "" }, { env }) => {
  const personal = findVariable(env, "AZURE_DEVOPS_EXT_PAT");
  const token =
    personal ??
    requireVariable(env, text, "a token of Azure DevOps", "AZURE_DEVOPS_EXT_PAT", "SYSTEM_ACCESSTOKEN");
  const basic = Buffer.from(`:${token}`).toString("base64");
  const organization = parts["organization"]!;
  const isLocal = isLoopback(organization.replace(/:\d+$/, ""));
  const client = new ServiceClient({
    service: "Azure DevOps",
    base: isLocal ? `http://${organization}` : `https://dev.azure.com/${organization}`,
    source: text,
    env,
    secrets: [token, basic],
    readError,
  });
  return new DevOpsVariable(client, {
    name: text,
    project: parts["project"]!,
    group: parts["group"]!,
    variable: field,
    authorization: personal === undefined ? `Bearer ${token}` : `Basic ${basic}`,
  });
};

interface DevOpsPlace {
  readonly name: string;
  readonly project: string;
  readonly group: string;
  readonly variable: string;
  readonly authorization: string;
}

class DevOpsVariable implements RemoteSecret {
  readonly name: string;
  /** A write replaces the complete group. Names in Azure DevOps are not case-sensitive. */
  readonly place: string;
  readonly #client: ServiceClient;
  readonly #place: DevOpsPlace;

  constructor(client: ServiceClient, place: DevOpsPlace) {
    this.name = place.name;
    this.place = `${client.address}/${place.project}/${place.group}`.toLowerCase();
    this.#client = client;
    this.#place = place;
  }

  get respondedAt(): number | undefined {
    return this.#client.respondedAt;
  }

  /** Finds the ID of the group by its name. A list does not contain the projects of a group, which a write needs. */
  async read(): Promise<SecretContent> {
    const { project, group, variable } = this.#place;
    const path = `/${encodeURIComponent(project)}/_apis/distributedtask/variablegroups`;
    const action = `read ${this.name}`;
    const query = `groupName=${encodeURIComponent(group)}&${version}`;
    const listed = getValue(await this.#send("GET", `${path}?${query}`, action), "value");
    const groups: readonly unknown[] = Array.isArray(listed) ? listed : [];
    const id = getValue(
      groups.find((each) => getText(each, "name") === group),
      "id",
    );
    const found =
      typeof id === "number" ? await this.#send("GET", `${path}/${id}?${version}`, action) : undefined;
    if (getObject(found, "variables", variable) === undefined)
      throw new ServiceError(
        `${this.name} does not exist. Check the address, and create the secret variable first.`,
      );
    return this.#toContent(found);
  }

  /** There is no check without a write. If it is rejected, the new token is revoked. */
  async prove(current: SecretContent): Promise<SecretContent> {
    const { variable } = this.#place;
    if (getText(current.rest, "type") !== "Vsts")
      throw new ServiceError(
        `${this.name} is linked to a key vault. Use the address of the key vault instead.`,
      );
    if (getValue(current.rest, "variables", variable, "isSecret") === true) return current;
    throw new ServiceError(`${this.name} is not a secret variable. Change its type to secret first.`);
  }

  /** The API replaces the complete group. */
  async write(value: string | null, { rest }: SecretContent): Promise<SecretContent> {
    const { variable } = this.#place;
    if (value !== null) this.#client.hide(value);
    const { name, description, type, providerData, variableGroupProjectReferences } = getObject(rest) ?? {};
    const variables = { ...getObject(rest, "variables"), [variable]: { value: value ?? "", isSecret: true } };
    const path = `/_apis/distributedtask/variablegroups/${String(getValue(rest, "id"))}?${version}`;
    const body = { name, description, type, providerData, variableGroupProjectReferences, variables };
    const action = `write ${this.name}`;
    const data = await this.#send("PUT", path, action, body);
    requireField(getValue(data, "id"), action);
    requireField(getText(data, "modifiedOn"), action);
    return this.#toContent(data);
  }

  #toContent(group: unknown): SecretContent {
    return { value: undefined, updatedAt: getText(group, "modifiedOn"), rest: group };
  }

  async #send(method: string, path: string, action: string, body?: unknown): Promise<unknown> {
    const { data } = await this.#client.send({
      method,
      path,
      headers: { authorization: this.#place.authorization },
      body,
      action,
    });
    return data;
  }
}

function readError(data: unknown): ErrorDetails {
  return { message: getText(data, "message"), code: getText(data, "typeKey") };
}
