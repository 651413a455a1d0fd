import type { Repository, StateReason, StoredIssue } from "../accounts.js";
import { readOptionalList, readOptionalText } from "../server/body.js";
import { createValidationError } from "../server/errors.js";
import { type JsonObject, countCharacters, isSameName } from "../values.js";
import { storeLabels } from "./issues.js";

/**
 * Changes an issue as a PATCH request does. Missing fields are unchanged. All values are checked before
 * anything is changed.
 *
 * @throws {GitHubError} 422 for a value that is not allowed
 */
export function changeIssue(
  repository: Repository,
  issue: StoredIssue,
  body: JsonObject,
  time: string,
): void {
  const title = readOptionalText(body, "title");
  const text = readOptionalText(body, "body");
  const { state, reason } = readState(body);
  const changed = {
    ...(typeof title === "string" && { title: checkTitle(title) }),
    ...(text !== undefined && { body: checkBody(text) }),
    ...(state !== undefined && state !== issue.state && changeState(state, reason, time)),
  };
  const assignees = readAssignees(repository, body);
  const labels = readOptionalList(body, "labels");
  Object.assign(
    issue,
    changed,
    { updated_at: time },
    assignees && { assignees },
    labels && { labels: storeLabels(repository, labels) },
  );
}

/** A reason is used only if the state changes (GitHub's documentation, "Update an issue"). */
function changeState(
  state: "open" | "closed",
  reason: StateReason | undefined,
  time: string,
): Pick<StoredIssue, "state" | "state_reason" | "closed_at"> {
  if (state === "open") return { state, state_reason: "reopened", closed_at: null };
  return { state, state_reason: reason ?? "completed", closed_at: time };
}

/**
 * Maximum number of characters of a title and of a body, according to GitHub's error messages. Live servers
 * have accepted slightly more.
 */
const TITLE_LENGTH = 256;
const BODY_LENGTH = 65_536;

/**
 * Maximum number of assignees of an issue (GitHub's documentation, "REST API endpoints for issue assignees").
 */
export const ASSIGNEE_COUNT = 10;

const stateReasons: readonly StateReason[] = ["completed", "not_planned", "duplicate", "reopened"];

/**
 * Returns a valid title unchanged.
 *
 * @throws {GitHubError} 422 if the title is empty or too long
 */
export function checkTitle(title: string): string {
  const of = { resource: "Issue", field: "title" } as const;
  if (title.trim() === "") throw createValidationError({ ...of, code: "missing_field" });
  if (countCharacters(title) > TITLE_LENGTH)
    throw createValidationError({
      ...of,
      code: "custom",
      message: `title is too long (maximum is ${TITLE_LENGTH} characters)`,
    });
  return title;
}

/**
 * Returns a valid body of an issue unchanged.
 *
 * @throws {GitHubError} 422 if the body is too long
 */
export function checkBody(body: string | null): string | null {
  if (body === null || countCharacters(body) <= BODY_LENGTH) return body;
  throw createValidationError({
    resource: "Issue",
    field: "body",
    code: "custom",
    message: `body is too long (maximum is ${BODY_LENGTH} characters)`,
  });
}

/**
 * Returns a valid comment unchanged. Its errors have another form than those of issues.
 *
 * @throws {GitHubError} 422 if the comment is empty or too long
 */
export function checkComment(body: string): string {
  const wrong = { resource: "IssueComment", field: "data", code: "unprocessable" } as const;
  if (body.trim() === "") throw createValidationError({ ...wrong, message: "Body cannot be blank" });
  if (countCharacters(body) > BODY_LENGTH)
    throw createValidationError({
      ...wrong,
      message: `Body is too long (maximum is ${BODY_LENGTH} characters)`,
    });
  return body;
}

/**
 * Returns the assignees in `assignees` or the older `assignee` of a request, or undefined if there are none.
 *
 * @throws {GitHubError} 422 for a login that cannot be assigned
 */
export function readAssignees(repository: Repository, body: JsonObject): string[] | undefined {
  const one = readOptionalText(body, "assignee");
  const given = readOptionalList(body, "assignees") ?? (one ? [one] : undefined);
  const wrong = given?.find((login) => requireAssignable(repository, [login]).length === 0);
  if (wrong !== undefined)
    throw createValidationError({ value: wrong, resource: "Issue", field: "assignees", code: "invalid" });
  return given === undefined ? undefined : requireAssignable(repository, given).slice(0, ASSIGNEE_COUNT);
}

/** Returns the logins that issues of a repository can be assigned to, without duplicates. */
export function requireAssignable(repository: Repository, logins: readonly unknown[]): string[] {
  return repository.assignable.filter((login) =>
    logins.some((given) => typeof given === "string" && isSameName(given, login)),
  );
}

/**
 * Returns the state and its reason in a request, each undefined if it is missing.
 *
 * @throws {GitHubError} 422 for a state or reason that does not exist
 */
function readState(body: JsonObject): { state?: "open" | "closed"; reason?: StateReason } {
  const state = readOptionalText(body, "state") ?? undefined;
  const reason = readOptionalText(body, "state_reason") ?? undefined;
  if (state !== undefined && state !== "open" && state !== "closed")
    throw createInvalidFieldError("state", state);
  if (reason !== undefined && !isStateReason(reason)) throw createInvalidFieldError("state_reason", reason);
  return { ...(state && { state }), ...(reason && { reason }) };
}

function isStateReason(text: string): text is StateReason {
  return stateReasons.some((reason) => reason === text);
}

function createInvalidFieldError(field: string, value: string): Error {
  return createValidationError({ value, resource: "Issue", field, code: "invalid" });
}
