import type { RequestContext } from "./environment.js";

const DEFAULT_PAGE_SIZE = 30;
const MAXIMUM_PAGE_SIZE = 100;

/**
 * Returns the page of a list in `per_page` and `page`. If there are more pages, a `Link` header contains
 * their addresses with IDs, as GitHub's do: `/repositories/{id}` and `/organizations/{id}`.
 */
export function takePage<T>(c: RequestContext, items: readonly T[]): T[] {
  const size = Math.min(parsePositive(c.req.query("per_page"), DEFAULT_PAGE_SIZE), MAXIMUM_PAGE_SIZE);
  const current = parsePositive(c.req.query("page"), 1);
  const last = Math.max(Math.ceil(items.length / size), 1);
  const links: [relation: string, page: number][] = [];
  if (current > 1) links.push(["prev", Math.min(current - 1, last)]);
  if (current < last) links.push(["next", current + 1], ["last", last]);
  if (current > 1) links.push(["first", 1]);
  if (links.length > 0)
    c.header(
      "link",
      links.map(([relation, target]) => `<${createPageUrl(c, target)}>; rel="${relation}"`).join(", "),
    );
  return items.slice((current - 1) * size, current * size);
}

function createPageUrl(c: RequestContext, target: number): string {
  const address = new URL(c.req.url);
  if (c.var.repository !== undefined)
    address.pathname = address.pathname.replace(
      /\/repos\/[^/]+\/[^/]+/,
      `/repositories/${c.var.repository.id}`,
    );
  if (c.var.organization !== undefined)
    address.pathname = address.pathname.replace(/\/orgs\/[^/]+/, `/organizations/${c.var.organization.id}`);
  address.searchParams.set("page", String(target));
  return address.href;
}

function parsePositive(text: string | undefined, otherwise: number): number {
  const value = Number(text);
  return Number.isInteger(value) && value >= 1 ? value : otherwise;
}
