import { type Repository, requireShape } from "../clients.js";
import { Authors, getApp, isByInsider, type Written } from "../github/authors.js";
import { Comments } from "../github/comments.js";
import { isLocked } from "../github/explain-failure.js";
import type { Octokit } from "../github/octokit.js";

/** The fields of an issue that the action reads. */
export interface Issue {
  readonly number: number;
  readonly url: string;
  readonly isOpen: boolean;
  readonly text: string;
  /** Login of the app that created it; null if a person did. */
  readonly app: string | null;
}

/** A change of an issue. The title, labels, and assignees are not changed, because people may edit them. */
export interface IssueChange {
  readonly body: string;
  readonly state?: "open" | "closed";
  readonly state_reason?: "completed" | "not_planned" | "reopened";
}

/** An issue to create. */
export interface NewIssue {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
}

/**
 * The owner of the token cannot set labels, so the action would not find its issue again. In a public repository,
 * everyone can open issues, but GitHub ignores the labels without write access (GitHub Docs, "Create an issue").
 */
export class UnfitTokenError extends Error {
  /** @param created the issue that was created and closed again, if any */
  constructor(created?: Issue) {
    const outcome = created
      ? `The new issue ${created.url} has no label, so it was closed again.`
      : "No issue was opened.";
    super(`The owner of 'github-token' has no write access to the repository. ${outcome}`);
  }
}

/** An issue was deleted, transferred, or converted to a discussion after it was listed. */
export class GoneIssueError extends Error {
  constructor({ url }: Issue) {
    super(`The issue ${url} was deleted, transferred, or converted to a discussion during this run.`);
  }
}

/** The issues of one repository. All methods throw the errors of GitHub's client. */
export class IssueStore {
  readonly #octokit: Octokit;
  readonly #repository: Repository;
  readonly #authors: Authors;

  constructor(octokit: Octokit, repository: Repository) {
    this.#octokit = octokit;
    this.#authors = new Authors(octokit);
    this.#repository = repository;
  }

  /**
   * Lists all issues of insiders with a label, open and closed, without pull requests. Unlike a search, the list is
   * always up to date.
   */
  async list(label: string): Promise<Issue[]> {
    const rows = await this.#octokit.paginate("GET /repos/{owner}/{repo}/issues", {
      ...this.#repository,
      labels: label,
      state: "all",
      sort: "created",
      direction: "desc",
      per_page: 100,
    });
    requireShape(rows.every(isIssue), "the list of issues");
    return rows.filter((row) => !row.pull_request && isByInsider(row)).map(toIssue);
  }

  /**
   * Creates an issue, and the labels that do not exist.
   *
   * @throws {UnfitTokenError} if the issue would have no label. If GitHub returns the permissions, this is checked
   *   first, so repeated runs do not create closed issues. Otherwise, the new issue is closed.
   */
  async create({ labels, ...issue }: NewIssue): Promise<Issue> {
    if (!(await this.#canLabel())) throw new UnfitTokenError();
    for (const label of labels) await this.#ensureLabel(label);
    const { data } = await this.#octokit.request("POST /repos/{owner}/{repo}/issues", {
      ...this.#repository,
      ...issue,
      labels: [...labels],
    });
    requireShape(isIssue(data), "the new issue");
    const created = toIssue(data);
    if (isByInsider(data) && data.labels.length > 0) return created;
    await this.change(created, { body: issue.body, state: "closed", state_reason: "not_planned" });
    throw new UnfitTokenError(created);
  }

  /** @throws {GoneIssueError} if it no longer exists */
  async change(issue: Issue, change: IssueChange): Promise<void> {
    await requireIssue(issue, () =>
      this.#octokit.request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
        ...this.#repository,
        issue_number: issue.number,
        ...change,
      }),
    );
  }

  /** Returns whether the issue may be changed (see {@link Authors}). */
  isOwn({ app }: Pick<Issue, "app">): Promise<boolean> {
    return this.#authors.isOwn(app);
  }

  /**
   * Assigns an existing issue. An issue is created without assignees, because GitHub rejects it if one of them cannot
   * be assigned.
   *
   * @returns the logins that GitHub did not assign
   */
  async assign({ number }: Issue, logins: readonly string[]): Promise<string[]> {
    const { data } = await this.#octokit.request(
      "POST /repos/{owner}/{repo}/issues/{issue_number}/assignees",
      {
        ...this.#repository,
        issue_number: number,
        assignees: [...logins],
      },
    );
    const { assignees } = (data ?? {}) as { assignees?: unknown };
    requireShape(Array.isArray(assignees) && assignees.every(hasLogin), "the issue");
    const assigned = new Set(assignees.map(({ login }) => login.toLowerCase()));
    return logins.filter((login) => !assigned.has(login.toLowerCase()));
  }

  /**
   * Creates a comment, unless a comment of ours has the same mark. It may be from another run, or from a run that was
   * interrupted.
   *
   * @returns false if the issue is locked, so GitHub rejects comments
   * @throws {GoneIssueError} if it no longer exists
   */
  async comment(issue: Issue, text: string, mark: string): Promise<boolean> {
    const hidden = `<!-- huntkit:comment ${mark} -->`;
    if (await this.#hasComment(issue, hidden)) return true;
    const created = await requireIssue(issue, () =>
      this.#octokit
        .request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
          ...this.#repository,
          issue_number: issue.number,
          body: `${hidden}\n${text}`,
        })
        .catch(ignoreLock),
    );
    return created.status !== 403;
  }

  async #hasComment(issue: Issue, hidden: string): Promise<boolean> {
    const comments = new Comments(this.#octokit, this.#repository, issue.number, this.#authors);
    const { own } = await requireIssue(issue, async () => ({
      status: 200,
      own: await comments.listOwn(hidden),
    }));
    return own.length > 0;
  }

  /**
   * Returns whether the owner of the token can label issues, which requires the role "triage" (GitHub Docs,
   * "Repository roles for an organization"). Apps are assumed to, because GitHub returns false for all of their roles.
   */
  async #canLabel(): Promise<boolean> {
    const { tokenType } = (await this.#octokit.auth()) as { tokenType: string };
    if (tokenType === "installation" || tokenType === "app") return true;
    const { data } = await this.#octokit.request("GET /repos/{owner}/{repo}", { ...this.#repository });
    requireShape(typeof data === "object" && data !== null, "the repository");
    const { permissions } = data;
    requireShape(permissions === undefined || typeof permissions === "object", "the repository");
    return permissions === undefined || permissions.push || permissions.triage === true;
  }

  async #ensureLabel(name: string): Promise<void> {
    const label = { ...this.#repository, name };
    const look = { color: "d73a4a", description: "A HUNT token needs attention" };
    const exists = await this.#octokit
      .request("GET /repos/{owner}/{repo}/labels/{name}", label)
      .then(() => true, ignoreStatus(404));
    if (exists) return;
    await this.#octokit
      .request("POST /repos/{owner}/{repo}/labels", { ...label, ...look })
      .catch(ignoreStatus(422));
  }
}

/**
 * Returns whether a row has the fields that {@link toIssue} reads. A proxy or a captive portal might return other
 * JSON, even with status 200.
 */
function isIssue(row: unknown): boolean {
  const { number, html_url: url, state } = (row ?? {}) as Record<string, unknown>;
  return typeof number === "number" && typeof url === "string" && typeof state === "string";
}

function hasLogin(user: unknown): user is { login: string } {
  return typeof (user as { login?: unknown } | null)?.login === "string";
}

/**
 * Sends a request about an issue that was listed before. For a transferred issue, GitHub returns a redirect (301),
 * which is not followed for a write.
 *
 * @throws {GoneIssueError} if it no longer exists
 */
async function requireIssue<T extends { status: number }>(issue: Issue, act: () => Promise<T>): Promise<T> {
  try {
    const response = await act();
    if (response.status < 300 || response.status >= 400) return response;
  } catch (error) {
    const { status } = error as { status?: number };
    if (status !== 404 && status !== 410) throw error;
  }
  throw new GoneIssueError(issue);
}

/** Converts the error for a locked issue to its status. Other errors are thrown. */
function ignoreLock(error: unknown): { status: 403 } {
  if (isLocked(error)) return { status: 403 };
  throw error;
}

/** Converts an error with this status to false. GitHub returns 422 if another run created the label in the meantime. */
function ignoreStatus(status: number): (error: unknown) => false {
  return (error) => {
    if ((error as { status?: number }).status === status) return false;
    throw error;
  };
}

function toIssue(
  row: { number: number; html_url: string; state: string; body?: string | null | undefined } & Written,
): Issue {
  const { number, html_url: url, state, body } = row;
  return { number, url, isOpen: state === "open", text: body ?? "", app: getApp(row) };
}
