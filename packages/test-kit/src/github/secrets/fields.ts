import type { Accounts, Organization } from "../accounts/accounts.js";
import { optionalList, requiredText } from "../server/body.js";
import { GitHubError, invalidRequest } from "../server/errors.js";
import { sameName, type JsonObject } from "../values.js";
import type { StoredSecret, Visibility } from "./secret.js";

const BASE64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;
const visibilities: readonly Visibility[] = ["all", "private", "selected"];

/**
 * Checks a secret's name (GitHub's documentation, "Using secrets in GitHub Actions", "Naming your secrets").
 *
 * @throws {GitHubError} 422 for a name that is not allowed
 */
export function checkName(name: string): void {
  if (/^github_/i.test(name)) throw new GitHubError(422, "Secret names must not start with GITHUB_.");
  if (/^[a-z_][a-z\d_]*$/i.test(name)) return;
  const letters = "alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores (_)";
  throw new GitHubError(
    422,
    `Secret names can only contain ${letters}. Spaces are not allowed. Must start with a letter ([a-z], [A-Z]) or underscores (_).`,
  );
}

/** @throws {GitHubError} 422 when `encrypted_value` or `key_id` is missing, or the value is no base64 */
export function readSealed(body: JsonObject): { sealed: string; keyId: string } {
  const sealed = requiredText(body, "encrypted_value");
  if (!BASE64.test(sealed))
    throw invalidRequest(`For 'properties/encrypted_value', the value does not match ${BASE64}.`);
  return { sealed, keyId: requiredText(body, "key_id") };
}

/**
 * Who sees an organisation's secret. A request that leaves the selected repositories out takes them away.
 *
 * @throws {GitHubError} 422 when `visibility` is missing or unknown, or a repository is none of the organisation's
 */
export function readSharing(
  { repositories }: Accounts,
  { login }: Organization,
  body: JsonObject,
): Pick<StoredSecret, "visibility" | "selected_repositories"> {
  const text = requiredText(body, "visibility");
  const visibility = visibilities.find((each) => each === text);
  if (visibility === undefined)
    throw invalidRequest(
      `For 'properties/visibility', "${text}" is not a member of ${JSON.stringify(visibilities)}.`,
    );
  const ids = optionalList(body, "selected_repository_ids") ?? [];
  if (visibility !== "selected" && ids.length > 0)
    throw invalidRequest(`"selected_repository_ids" can only be given when the visibility is "selected".`);
  const own = repositories.filter(({ owner }) => sameName(owner, login));
  const selected = ids.map((id) => {
    const repository = own.find((each) => each.id === id);
    if (repository === undefined)
      throw invalidRequest(
        `For 'properties/selected_repository_ids', ${JSON.stringify(id)} is no repository of ${login}.`,
      );
    return repository.fullName;
  });
  return { visibility, selected_repositories: selected };
}
