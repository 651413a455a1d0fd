import { join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { explainMissingFile, findPipelineFile, toRepositoryPath } from "../../src/reports/location.js";

describe("findPipelineFile", () => {
  it.each([
    [
      "the workflow in GitHub Actions",
      { GITHUB_WORKFLOW_REF: "acme/app/.github/workflows/a b.yml@refs/heads/x@y" },
      ".github/workflows/a b.yml",
    ],
    ["the default file in GitLab CI", { GITLAB_CI: "true" }, ".gitlab-ci.yml"],
    ["the configured file in GitLab CI", { GITLAB_CI: "true", CI_CONFIG_PATH: "ci/main.yml" }, "ci/main.yml"],
    [
      "the default file for a file of another project in GitLab CI",
      { GITLAB_CI: "true", CI_CONFIG_PATH: "main.yml@acme/ci" },
      ".gitlab-ci.yml",
    ],
    [
      "the default file for a URL in GitLab CI",
      { GITLAB_CI: "true", CI_CONFIG_PATH: "https://example.org/ci.yml" },
      ".gitlab-ci.yml",
    ],
    ["null in another system", { CI: "true" }, null],
  ])("returns %s", (_, env, file) => {
    expect(findPipelineFile(env)).toBe(file);
  });
});

describe("toRepositoryPath", () => {
  it.each([
    ["ci/deploy.yml", "ci/deploy.yml"],
    ["./ci//deploy.yml", "ci/deploy.yml"],
    ["ci\\deploy.yml", "ci/deploy.yml"],
    [".gitlab-ci.yml", ".gitlab-ci.yml"],
  ])("converts %j to %j", (path, converted) => {
    expect(toRepositoryPath(path)).toBe(converted);
  });

  it.each(["", ".", "/etc/passwd", "C:\\x.yml", "../x.yml", "ci/../../x.yml", "//host/share"])(
    "returns null for %j, which is not a file in the repository",
    (path) => {
      expect(toRepositoryPath(path)).toBeNull();
    },
  );
});

describe("explainMissingFile", () => {
  const repository = (files: Record<string, string> = {}) =>
    temporaryDirectory({ ".git/HEAD": "", "ci/deploy.yml": "", ...files });

  it("returns undefined for a file of the repository, also from one of its directories", () => {
    expect(explainMissingFile("ci/deploy.yml", join(repository(), "ci"))).toBeUndefined();
  });

  it("suggests the nearest file for one that does not exist", () => {
    expect(explainMissingFile("ci/deploi.yml", repository())).toBe(
      "The repository has no such file. Did you mean ci/deploy.yml?",
    );
  });

  it("suggests nothing if the directory does not exist", () => {
    expect(explainMissingFile("no/deploy.yml", repository())).toBe("The repository has no such file.");
  });

  it("returns undefined outside of a repository", () => {
    expect(explainMissingFile("ci/deploy.yml", temporaryDirectory())).toBeUndefined();
  });

  it("returns undefined in a sparse checkout, which does not contain all files", () => {
    const directory = repository({ ".git/info/sparse-checkout": "" });

    expect(explainMissingFile("no.yml", directory)).toBeUndefined();
  });
});
