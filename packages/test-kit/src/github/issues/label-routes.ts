import { Hono } from "hono";
import { permit } from "../server/middleware.js";
import { optionalText, readBody, requiredText } from "../server/body.js";
import type { Environment } from "../server/environment.js";
import { notFound, validationFailed } from "../server/errors.js";
import { page } from "../server/paging.js";
import { lengthOf } from "../values.js";
import { addLabel, DEFAULT_COLOR, findLabel, LABEL_LENGTH } from "./issues.js";
import { presentLabel } from "./present.js";

/** `/repos/{owner}/{repo}/labels` (GitHub's documentation, "REST API endpoints for labels"). */
export function labelRoutes(): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.use(permit("issues"));

  routes.get("/", (c) => c.json(page(c, c.var.repository.labels).map((label) => presentLabel(c, label))));

  routes.get("/:name", (c) => {
    const label = findLabel(c.var.repository, c.req.param("name"));
    if (label === undefined) throw notFound();
    return c.json(presentLabel(c, label));
  });

  routes.post("/", (c) => {
    const { repository } = c.var;
    const body = readBody(c);
    const name = requiredText(body, "name");
    const color = optionalText(body, "color") ?? DEFAULT_COLOR;
    const of = { resource: "Label", field: "name" } as const;
    if (name.trim() === "") throw validationFailed({ ...of, code: "missing_field" });
    if (lengthOf(name) > LABEL_LENGTH)
      throw validationFailed({
        ...of,
        code: "custom",
        message: `name is too long (maximum is ${LABEL_LENGTH} characters)`,
      });
    if (!/^[\da-f]{6}$/i.test(color))
      throw validationFailed({ resource: "Label", field: "color", code: "invalid" });
    if (findLabel(repository, name) !== undefined) throw validationFailed({ ...of, code: "already_exists" });
    return c.json(
      presentLabel(
        c,
        addLabel(repository, { name, color, description: optionalText(body, "description") ?? null }),
      ),
      201,
    );
  });

  return routes;
}
