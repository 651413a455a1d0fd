import { Hono } from "hono";
import { requirePermission } from "../server/middleware.js";
import { readOptionalText, readBody, readRequiredText } from "../server/body.js";
import type { Environment } from "../server/environment.js";
import { createNotFoundError, createValidationError } from "../server/errors.js";
import { takePage } from "../server/paging.js";
import { countCharacters } from "../values.js";
import { addLabel, DEFAULT_COLOR, findLabel, LABEL_LENGTH } from "./issues.js";
import { presentLabel } from "./present.js";

/** `/repos/{owner}/{repo}/labels` (GitHub's documentation, "REST API endpoints for labels"). */
export function createLabelRoutes(): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.use(requirePermission("issues"));

  routes.get("/", (c) => c.json(takePage(c, c.var.repository.labels).map((label) => presentLabel(c, label))));

  routes.get("/:name", (c) => {
    const label = findLabel(c.var.repository, c.req.param("name"));
    if (label === undefined) throw createNotFoundError();
    return c.json(presentLabel(c, label));
  });

  routes.post("/", (c) => {
    const { repository } = c.var;
    const body = readBody(c);
    const name = readRequiredText(body, "name");
    const color = readOptionalText(body, "color") ?? DEFAULT_COLOR;
    const of = { resource: "Label", field: "name" } as const;
    if (name.trim() === "") throw createValidationError({ ...of, code: "missing_field" });
    if (countCharacters(name) > LABEL_LENGTH)
      throw createValidationError({
        ...of,
        code: "custom",
        message: `name is too long (maximum is ${LABEL_LENGTH} characters)`,
      });
    if (!/^[\da-f]{6}$/i.test(color))
      throw createValidationError({ resource: "Label", field: "color", code: "invalid" });
    if (findLabel(repository, name) !== undefined)
      throw createValidationError({ ...of, code: "already_exists" });
    return c.json(
      presentLabel(
        c,
        addLabel(repository, { name, color, description: readOptionalText(body, "description") ?? null }),
      ),
      201,
    );
  });

  return routes;
}
