import { escapeMarkup } from "../remoting/answers.js";
import type { SharedClass } from "../remoting/shared-class.js";

/** A page that lists every route, class by class. */
export function explorerPage(classes: ReadonlyMap<string, SharedClass>): string {
  const sections = [...classes.values()]
    .toSorted((a, b) => a.path.localeCompare(b.path))
    .map(({ path, methods }) => {
      const rows = methods.map(
        ({ verb, path: below, summary }) =>
          `<tr><td>${verb}</td><td><code>/${path}${below === "/" ? "" : below}</code></td><td>${escapeMarkup(summary)}</td></tr>`,
      );
      return `<details><summary>${path}</summary><table>${rows.join("")}</table></details>`;
    });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>HUNT sandbox: explorer</title>
<style>body { font: 1rem/1.5 system-ui; margin: 2rem } td { padding: 0.1rem 1rem 0.1rem 0; vertical-align: top } summary { cursor: pointer }</style>
</head>
<body>
<h1>Explorer</h1>
<p>The same as an OpenAPI document: <a href="/explorer/openapi.json">openapi.json</a>. Paths are below <code>/api</code>.</p>
${sections.join("\n")}
</body>
</html>
`;
}
