import { notFound } from "../server/errors.js";
import type { Label } from "../issues/label.js";
import type { StoredIssue } from "../issues/issue.js";
import { sameName } from "../values.js";

/** A repository that a stand-in starts with. */
export interface RepositoryOptions {
  /** Owner and name, such as `octo/repo`. */
  readonly name: string;
  /** False for a repository whose issues are switched off; true when omitted. */
  readonly hasIssues?: boolean;
  /** Logins that issues can be assigned to; only `octocat` when omitted. */
  readonly assignable?: readonly string[];
  /** Names of environments; only `production` when omitted. */
  readonly environments?: readonly string[];
  /** Names of labels; none when omitted. */
  readonly labels?: readonly string[];
}

/** Whose repositories a stand-in has. */
export interface AccountOptions {
  /** `octo/repo`, `octo-org/app` and `octo-org/web` when omitted. The workflow runs in the first one. */
  readonly repositories?: readonly RepositoryOptions[];
  /** Logins that are organisations; only `octo-org` when omitted. A repository belongs to the one that its name begins with. */
  readonly organizations?: readonly string[];
}

/** A repository with what is in it. */
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

/** An organisation; its repositories are found by their owner. */
export interface Organization {
  readonly id: number;
  readonly login: string;
}

const defaultRepositories: readonly RepositoryOptions[] = [
  { name: "octo/repo" },
  { name: "octo-org/app" },
  { name: "octo-org/web" },
];

/** Ids are apart, so that one taken for another finds nothing. */
const FIRST_REPOSITORY_ID = 1001;
const FIRST_ORGANIZATION_ID = 5001;

/** The repositories and organisations of a stand-in. */
export class Accounts {
  readonly repositories: readonly Repository[];
  readonly organizations: readonly Organization[];

  /** @throws {TypeError} for a repository whose name is not `owner/name` */
  constructor({ repositories = defaultRepositories, organizations = ["octo-org"] }: AccountOptions) {
    this.repositories = repositories.map((options, index) =>
      repository(options, FIRST_REPOSITORY_ID + index),
    );
    this.organizations = organizations.map((login, index) => ({ id: FIRST_ORGANIZATION_ID + index, login }));
  }

  /** @throws {GitHubError} 404 for a repository that does not exist */
  repository(fullName: string): Repository {
    return found(this.repositories.find((each) => sameName(each.fullName, fullName)));
  }

  /** @throws {GitHubError} 404 for a repository that does not exist */
  repositoryById(id: string): Repository {
    return found(this.repositories.find((each) => String(each.id) === id));
  }

  /** @throws {GitHubError} 404 for an organisation that does not exist */
  organization(login: string): Organization {
    return found(this.organizations.find((each) => sameName(each.login, login)));
  }

  /** @throws {GitHubError} 404 for an organisation that does not exist */
  organizationById(id: string): Organization {
    return found(this.organizations.find((each) => String(each.id) === id));
  }
}

function repository(options: RepositoryOptions, id: number): Repository {
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

function found<T>(value: T | undefined): T {
  if (value === undefined) throw notFound();
  return value;
}
