import type { Octokit, Repository } from "../clients.js";

/** What the action reads of an issue. */
export interface Issue {
  readonly number: number;
  readonly url: string;
  readonly isOpen: boolean;
  readonly text: string;
}

/** A change of an issue. People may edit its title, labels, and assignees, so the action does not change them. */
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

interface Written {
  readonly user: { readonly type?: string | undefined } | null;
  readonly author_association?: string | undefined;
}

/** Associations of people who are allowed to label issues. */
const insiders = new Set(["OWNER", "MEMBER", "COLLABORATOR"]);

/**
 * Returns whether an insider wrote an issue or a comment. An outsider might have copied the mark of another issue. A label
 * does not prove it, because an issue form of the repository may set labels on issues of outsiders.
 */
function isByInsider({ user, author_association }: Written): boolean {
  return user?.type === "Bot" || insiders.has(author_association ?? "");
}

/** In a public repository, everyone can open issues, but GitHub drops the labels if they lack write access (GitHub Docs, "Create an issue"). */
export class UnfitTokenError extends Error {
  /** @param made the issue that was created and closed again, if any */
  constructor(made?: Issue) {
    const outcome = made
      ? `the issue ${made.url} would not be found again, and was closed`
      : "an issue of theirs would not be found again, and none was opened";
    super(`The github-token is of somebody without write access to the repository, so ${outcome}.`);
  }
}

/** The issues of one repository. All methods throw the errors of GitHub's client. */
export class IssueStore {
  readonly #octokit: Octokit;
  readonly #repository: Repository;

  constructor(octokit: Octokit, repository: Repository) {
    this.#octokit = octokit;
    this.#repository = repository;
  }

  /** Lists all issues with a label that insiders wrote, open and closed, without pull requests. Unlike a search, the list is always up to date. */
  async list(label: string): Promise<Issue[]> {
    const { paginate, rest } = this.#octokit;
    const rows = await paginate(rest.issues.listForRepo, {
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
   * @throws {UnfitTokenError} if the issue could not be found again: before it is created if GitHub reports the permissions,
   *   so that runs do not create closed issues, otherwise after that
   */
  async create({ labels, ...issue }: NewIssue): Promise<Issue> {
    if (!(await this.#mayLabel())) throw new UnfitTokenError();
    for (const label of labels) await this.#ensureLabel(label);
    const { data } = await this.#octokit.rest.issues.create({
      ...this.#repository,
      ...issue,
      labels: [...labels],
    });
    requireShape(isIssue(data), "the new issue");
    const made = toIssue(data);
    if (isByInsider(data) && data.labels.length > 0) return made;
    await this.change(made, { body: issue.body, state: "closed", state_reason: "not_planned" });
    throw new UnfitTokenError(made);
  }

  async change({ number }: Issue, change: IssueChange): Promise<void> {
    await this.#octokit.rest.issues.update({ ...this.#repository, issue_number: number, ...change });
  }

  /**
   * Assigns an existing issue. GitHub does not create an issue if one of its logins cannot be assigned.
   *
   * @returns the logins that GitHub did not assign
   */
  async assign({ number }: Issue, logins: readonly string[]): Promise<string[]> {
    const { data } = await this.#octokit.rest.issues.addAssignees({
      ...this.#repository,
      issue_number: number,
      assignees: [...logins],
    });
    const assigned = new Set(data.assignees?.map(({ login }) => login.toLowerCase()));
    return logins.filter((login) => !assigned.has(login.toLowerCase()));
  }

  /** Creates a comment, unless an insider's comment has the same mark: from another run, or from one that was interrupted after it. */
  async comment({ number }: Issue, text: string, mark: string): Promise<void> {
    const { paginate, rest } = this.#octokit;
    const hidden = `<!-- huntkit:comment ${mark} -->`;
    const comments = await paginate(rest.issues.listComments, {
      ...this.#repository,
      issue_number: number,
      per_page: 100,
    });
    if (comments.some((comment) => isByInsider(comment) && comment.body?.startsWith(hidden))) return;
    await rest.issues.createComment({
      ...this.#repository,
      issue_number: number,
      body: `${hidden}\n${text}`,
    });
  }

  /**
   * Returns whether the owner of the token is allowed to label issues, which requires the role "triage" (GitHub Docs,
   * "Repository roles for an organization"). For an app, GitHub returns false for every role, regardless of its permissions.
   */
  async #mayLabel(): Promise<boolean> {
    const { tokenType } = (await this.#octokit.auth()) as { tokenType: string };
    if (tokenType === "installation" || tokenType === "app") return true;
    const { permissions } = (await this.#octokit.rest.repos.get({ ...this.#repository })).data;
    return permissions === undefined || permissions.push || permissions.triage === true;
  }

  async #ensureLabel(name: string): Promise<void> {
    const { issues } = this.#octokit.rest;
    const look = { color: "d73a4a", description: "A HUNT token needs attention" };
    const isThere = await issues.getLabel({ ...this.#repository, name }).then(() => true, ignoreStatus(404));
    if (!isThere) await issues.createLabel({ ...this.#repository, name, ...look }).catch(ignoreStatus(422));
  }
}

/**
 * Returns whether a row has what {@link toIssue} reads. A proxy or a portal might respond with other JSON,
 * also with status 200.
 */
function isIssue(row: unknown): boolean {
  const { number, html_url: url, state } = (row ?? {}) as Record<string, unknown>;
  return typeof number === "number" && typeof url === "string" && typeof state === "string";
}

/** @throws {Error} if a response does not have the expected shape */
function requireShape(hasShape: boolean, what: string): void {
  if (hasShape) return;
  throw new Error(`${what} has another shape than GitHub documents. Does a proxy respond instead of GitHub?`);
}

/** Converts an error with this status to false. The status is 422 if another run created the label in the meantime. */
function ignoreStatus(status: number): (error: unknown) => false {
  return (error) => {
    if ((error as { status?: number }).status === status) return false;
    throw error;
  };
}

function toIssue(row: {
  number: number;
  html_url: string;
  state: string;
  body?: string | null | undefined;
}): Issue {
  return { number: row.number, url: row.html_url, isOpen: row.state === "open", text: row.body ?? "" };
}
