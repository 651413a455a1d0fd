import { createNotFoundError } from "./server/errors.js";
import { isSameName } from "./values.js";

/** A repository of the fake GitHub. */
export interface RepositoryOptions {
  /** Owner and name, such as `octo/repo`. */
  readonly name: string;
  /** Whether the repository has issues. Default: true. */
  readonly hasIssues?: boolean;
  /** Logins that issues can be assigned to. Default: `octocat`. */
  readonly assignable?: readonly string[];
  /** Names of environments. Default: `production`. */
  readonly environments?: readonly string[];
  /** Names of labels. Default: none. */
  readonly labels?: readonly string[];
}

/** The repositories and organizations of the fake GitHub. */
export interface AccountOptions {
  /** Default: `octo/repo`, `octo-org/app`, and `octo-org/web`. The workflow runs in the first one. */
  readonly repositories?: readonly RepositoryOptions[];
  /** Logins that are organizations. Default: `octo-org`. A repository belongs to the owner in its name. */
  readonly organizations?: readonly string[];
}

/** A label of a repository. */
export interface Label {
  readonly id: number;
  readonly name: string;
  /** Six hexadecimal digits. */
  readonly color: string;
  readonly description: string | null;
}

/** The reason for the state of an issue. */
export type StateReason = "completed" | "not_planned" | "duplicate" | "reopened";

/** A stored comment. */
export interface StoredComment {
  readonly id: number;
  /** Its author's login. */
  readonly user: string;
  body: string;
  readonly created_at: string;
  updated_at: string;
}

/** A stored issue or pull request. */
export interface StoredIssue {
  /** For example `octo/repo`. */
  readonly repository: string;
  /** Starts at 1 in each repository. Issues and pull requests share the numbers. */
  readonly number: number;
  readonly pull_request: boolean;
  title: string;
  body: string | null;
  state: "open" | "closed";
  state_reason: StateReason | null;
  /** Names of labels, in the order in which they were added. */
  labels: string[];
  /** Logins. */
  assignees: string[];
  /** Its author's login. */
  readonly user: string;
  readonly comments: StoredComment[];
  readonly created_at: string;
  updated_at: string;
  closed_at: string | null;
  /** Whether its conversation is locked. */
  locked: boolean;
  /** Whether the issue is pinned. The REST API cannot change that. */
  pinned: boolean;
  /** Set if the issue no longer exists under this number. */
  gone?: GoneIssue;
}

/** What happened to an issue that no longer exists. `url` is the API address of a transferred one. */
export type GoneIssue =
  | { readonly kind: "deleted" | "converted" }
  | { readonly kind: "transferred"; readonly url: string };

/** A repository and its contents. */
export interface Repository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly fullName: string;
  readonly hasIssues: boolean;
  readonly assignable: readonly string[];
  readonly environments: readonly string[];
  readonly labels: Label[];
  readonly issues: StoredIssue[];
}

/** An organization. Its repositories have it as their owner. */
export interface Organization {
  readonly id: number;
  readonly login: string;
}

const defaultRepositories: readonly RepositoryOptions[] = [
  { name: "octo/repo" },
  { name: "octo-org/app" },
  { name: "octo-org/web" },
];

/** IDs of repositories and organizations differ, so an ID of the wrong kind is not found. */
const FIRST_REPOSITORY_ID = 1001;
const FIRST_ORGANIZATION_ID = 5001;

/** The repositories and organizations of the fake GitHub. */
export class Accounts {
  readonly repositories: readonly Repository[];
  readonly organizations: readonly Organization[];

  /** @throws {TypeError} for a repository whose name is not `owner/name` */
  constructor({ repositories = defaultRepositories, organizations = ["octo-org"] }: AccountOptions) {
    this.repositories = repositories.map((options, index) =>
      createRepository(options, FIRST_REPOSITORY_ID + index),
    );
    this.organizations = organizations.map((login, index) => ({ id: FIRST_ORGANIZATION_ID + index, login }));
  }

  /** @throws {GitHubError} 404 for a repository that does not exist */
  repository(fullName: string): Repository {
    return requireFound(this.repositories.find((each) => isSameName(each.fullName, fullName)));
  }

  /** @throws {GitHubError} 404 for a repository that does not exist */
  repositoryById(id: string): Repository {
    return requireFound(this.repositories.find((each) => String(each.id) === id));
  }

  /** @throws {GitHubError} 404 for an organization that does not exist */
  organization(login: string): Organization {
    return requireFound(this.organizations.find((each) => isSameName(each.login, login)));
  }

  /** @throws {GitHubError} 404 for an organization that does not exist */
  organizationById(id: string): Organization {
    return requireFound(this.organizations.find((each) => String(each.id) === id));
  }
}

function createRepository(options: RepositoryOptions, id: number): Repository {
  const {
    name: fullName,
    hasIssues = true,
    assignable = ["octocat"],
    environments = ["production"],
    labels = [],
  } = options;
  const [owner, name, ...rest] = fullName.split("/");
  if (!owner || !name || rest.length > 0)
    throw new TypeError(`A repository's name must be owner/name, such as octo/repo, but is '${fullName}'.`);
  const stored = labels.map((label, index) => ({
    id: id * 1000 + index,
    name: label,
    color: "ededed",
    description: null,
  }));
  return { id, owner, name, fullName, hasIssues, assignable, environments, labels: stored, issues: [] };
}

function requireFound<T>(value: T | undefined): T {
  if (value === undefined) throw createNotFoundError();
  return value;
}
