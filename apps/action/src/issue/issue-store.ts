import type { Octokit, Repository } from "../clients.js";

/** What the action reads of an issue. */
export interface Issue {
  readonly number: number;
  readonly url: string;
  readonly isOpen: boolean;
  readonly text: string;
}

/** What can be changed of an issue. Its title, labels and assignees are people's once it is there. */
export interface IssueChange {
  readonly body: string;
  readonly state?: "open" | "closed";
  readonly state_reason?: "completed" | "not_planned" | "reopened";
}

/** An issue that is to be. */
export interface NewIssue {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
}

interface Written {
  readonly user: { readonly type?: string | undefined } | null;
  readonly author_association?: string | undefined;
}

/** Those who may label issues anyway, or act for somebody who may install apps. */
const insiders = new Set(["OWNER", "MEMBER", "COLLABORATOR"]);

/**
 * Whether an insider wrote it, and not somebody from outside who copied a mark from another issue. A label is no proof of
 * that, since a repository's issue forms may put it on what outsiders write.
 */
function isByInsider({ user, author_association }: Written): boolean {
  return user?.type === "Bot" || insiders.has(author_association ?? "");
}

/** GitHub lets everybody open issues in a public repository, and drops the labels of those who may not set any (GitHub Docs, "Create an issue"). */
export class UnfitTokenError extends Error {
  /** @param made the issue that is closed again; none where its fate was known beforehand */
  constructor(made?: Issue) {
    const outcome = made
      ? `the issue ${made.url} would not be found again, and was closed`
      : "an issue of theirs would not be found again, and none was opened";
    super(`The github-token is of somebody without write access to the repository, so ${outcome}.`);
  }
}

/** The issues of one repository, as far as the action needs them. Everything throws what GitHub's client does. */
export class IssueStore {
  readonly #octokit: Octokit;
  readonly #repository: Repository;

  constructor(octokit: Octokit, repository: Repository) {
    this.#octokit = octokit;
    this.#repository = repository;
  }

  /** All issues with a label, open or closed, that insiders wrote; pull requests are none. The list is complete at once, which a search is not. */
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
    return rows.filter((row) => !row.pull_request && isByInsider(row)).map(toIssue);
  }

  /**
   * Makes an issue, and the labels that the repository lacks.
   *
   * @throws {UnfitTokenError} where the issue would not be found again: beforehand where GitHub tells, so that runs do not pile
   *   up closed ones, and else once the issue shows it
   */
  async create({ labels, ...issue }: NewIssue): Promise<Issue> {
    if (!(await this.#mayLabel())) throw new UnfitTokenError();
    for (const label of labels) await this.#ensureLabel(label);
    const { data } = await this.#octokit.rest.issues.create({
      ...this.#repository,
      ...issue,
      labels: [...labels],
    });
    const made = toIssue(data);
    if (isByInsider(data) && data.labels.length > 0) return made;
    await this.change(made, { body: issue.body, state: "closed", state_reason: "not_planned" });
    throw new UnfitTokenError(made);
  }

  async change({ number }: Issue, change: IssueChange): Promise<void> {
    await this.#octokit.rest.issues.update({ ...this.#repository, issue_number: number, ...change });
  }

  /**
   * Assigns an issue that is there already: one login that cannot be assigned would keep it from being made.
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

  /** Comments, unless an insider's comment with the same hidden mark is there: from another run, or from one that was cut off behind it. */
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
   * Whether whoever the token is of may label issues, for which it takes the role "triage" (GitHub Docs, "Repository roles
   * for an organization"). An app has no role: GitHub answers false to all of them, whatever its permissions.
   */
  async #mayLabel(): Promise<boolean> {
    const { tokenType } = (await this.#octokit.auth()) as { tokenType: string };
    if (tokenType === "installation" || tokenType === "app") return true;
    const { permissions } = (await this.#octokit.rest.repos.get({ ...this.#repository })).data;
    return permissions === undefined || permissions.push || permissions.triage === true;
  }

  async #ensureLabel(name: string): Promise<void> {
    const { issues } = this.#octokit.rest;
    const colour = { color: "d73a4a", description: "A HUNT token needs attention" };
    const isThere = await issues.getLabel({ ...this.#repository, name }).then(() => true, ignoreStatus(404));
    if (!isThere) await issues.createLabel({ ...this.#repository, name, ...colour }).catch(ignoreStatus(422));
  }
}

/** Turns an error of one status into false; 422 is the answer where another run made the label in between. */
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
