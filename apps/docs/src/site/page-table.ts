import { readdirSync } from "node:fs";
import { join } from "node:path";

/** A page of the site, or an image on one. */
export interface SiteFile {
  /** Path of the source from the root of the repository. */
  source: string;
  /** Path below the site's content. */
  path: string;
}

/** A group of pages in a sidebar. */
export interface SiteSection {
  title: string;
  /**
   * Path of a part of the site that has a sidebar of its own, because it has many pages. Default: the main
   * sidebar.
   */
  sidebar?: string;
  pages: readonly SiteFile[];
}

/** Where the generated pages are built, from the root of the repository. */
export const generated = "apps/docs/dist/pages";

/**
 * Returns all sections of the site, in the order of the sidebar. A page that is in no section is not on the
 * site, and links to it lead to the repository.
 *
 * @param root the root of the repository, after the generated pages were built
 */
export function listSections(root: string): SiteSection[] {
  const docs = (path: string, ...names: string[]) =>
    names.map((name) => ({ source: `docs/${name}.md`, path: `${path}/${name.split("/").at(-1)}.md` }));
  const guides = (...names: string[]) => docs("guides", ...names.map((name) => `guides/${name}`));
  const all = (directory: string, path: string) => listPages(root, directory, path);
  return [
    {
      title: "Get started",
      pages: [
        { source: "docs/README.md", path: "index.md" },
        ...docs("start", "install", "get-a-token", "secret-stores", "console", "mcp"),
      ],
    },
    {
      title: "GitHub Actions",
      pages: guides(
        "check-a-token",
        "open-an-issue",
        "rotate-a-token",
        "watch-all-tokens",
        "block-a-deployment",
        "show-alerts",
        "summarize-alerts",
        "scan-hosts",
        "send-requests",
        "send-to-chat",
        "secure-your-workflows",
      ),
    },
    { title: "Other CI systems", pages: all("docs/recipes", "recipes") },
    { title: "Terraform and OpenTofu", pages: docs("guides", "terraform") },
    {
      title: "TypeScript",
      pages: [
        ...docs("guides", "library", "scans", "extensions", "testing"),
        { source: "packages/opentelemetry/README.md", path: "guides/opentelemetry.md" },
      ],
    },
    {
      title: "Reference",
      pages: [
        ...docs("reference", "tasks", "action", "sandbox", "powershell"),
        ...["troubleshooting", "known-of-hunt"].map((name) => ({
          source: `${generated}/${name}.md`,
          path: `reference/${name}.md`,
        })),
      ],
    },
    {
      title: "Command line",
      sidebar: "cli",
      pages: [...all(`${generated}/cli`, "cli"), ...all(`${generated}/cli/schema`, "cli/schema")],
    },
    { title: "Library", sidebar: "library", pages: all(`${generated}/reference`, "library") },
    {
      title: "Terraform provider",
      sidebar: "provider",
      pages: ["", "resources", "data-sources", "ephemeral-resources", "functions"].flatMap((directory) =>
        all(join("apps/provider/docs", directory), join("provider", directory)),
      ),
    },
    {
      title: "Project",
      pages: [
        { source: "SECURITY.md", path: "project/security.md" },
        { source: "ARCHITECTURE.md", path: "project/architecture.md" },
        { source: "CONTRIBUTING.md", path: "project/contributing.md" },
        ...docs("project", "versioning", "performance", "releasing"),
        ...all("docs/decisions", "project/decisions"),
      ],
    },
  ];
}

/** Returns the images that the pages show. */
export function listImages(root: string): SiteFile[] {
  const directories = { "docs/images": "images", [`${generated}/cli/images`]: "cli/images" };
  return Object.entries(directories).flatMap(([directory, path]) => listFiles(root, directory, path));
}

/** Returns the files that the pages link to, which the site serves unchanged. */
export function listAttachments(root: string): SiteFile[] {
  const files = listFiles(root, `${generated}/cli/schema`, "cli/schema");
  return files.filter(({ path }) => path.endsWith(".json"));
}

/** Pages of the repository that the site replaces with others, by the path of their source. */
export const replacements: ReadonlyMap<string, string> = new Map([
  ["README.md", "index.md"],
  ["apps/cli/README.md", "cli/index.md"],
  ["apps/provider/README.md", "provider/index.md"],
  ["packages/core/README.md", "guides/library.md"],
  ["packages/sandbox/README.md", "reference/sandbox.md"],
  ["packages/testing/README.md", "guides/testing.md"],
  [`${generated}/cli/schema`, "cli/schema/index.md"],
]);

function listFiles(root: string, directory: string, path: string): SiteFile[] {
  return readdirSync(join(root, directory)).map((name) => ({
    source: join(directory, name),
    path: join(path, name),
  }));
}

/** Returns the Markdown files of one directory, the index page first. */
function listPages(root: string, directory: string, path: string): SiteFile[] {
  const names = readdirSync(join(root, directory)).filter((name) => name.endsWith(".md"));
  const isIndex = (name: string) => name === "README.md" || name === "index.md";
  const pages = names.map((name) => ({
    source: join(directory, name),
    path: join(path, isIndex(name) ? "index.md" : name),
  }));
  return pages.toSorted((a, b) => Number(b.path.endsWith("index.md")) - Number(a.path.endsWith("index.md")));
}
