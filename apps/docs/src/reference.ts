import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Application, type DocumentationEntryPoint, type TypeDocOptions } from "typedoc";
import type { PluginOptions } from "typedoc-plugin-markdown";
import { pages } from "./pages.js";
import { shape } from "./shape.js";
import { CompactTheme } from "./theme.js";
import { indexPage, tidy } from "./tidy.js";
import { undocumented } from "./undocumented.js";

/** @argument the folder for the pages, whose earlier content goes */
const out = resolve(process.argv[2]!);

/** What typedoc and its Markdown are to do: nothing in the pages changes but with the docstrings. */
const options: TypeDocOptions & PluginOptions = {
  plugin: ["typedoc-plugin-markdown"],
  router: "module",
  theme: "compact",
  readme: "none",
  name: "API reference",
  out,
  logLevel: "Warn",
  validation: false,
  disableSources: true,
  disableGit: true,
  skipErrorChecking: true,
  excludePrivate: true,
  excludeProtected: true,
  excludeExternals: true,
  sort: [],
  hideBreadcrumbs: true,
  hidePageHeader: true,
  hideGroupHeadings: true,
  expandParameters: true,
  // typedoc numbers headings of one name otherwise than GitHub does.
  useHTMLAnchors: true,
  parametersFormat: "table",
  interfacePropertiesFormat: "table",
  classPropertiesFormat: "table",
  typeAliasPropertiesFormat: "table",
  typeDeclarationFormat: "table",
  propertyMembersFormat: "table",
  tableColumnSettings: {
    hideDefaults: true,
    hideInherited: true,
    hideModifiers: true,
    hideOverrides: true,
    hideSources: true,
    hideValues: true,
    leftAlignHeaders: true,
  },
};

const app = await Application.bootstrapWithPlugins(options, []);
app.renderer.defineTheme("compact", CompactTheme);
shape(app);
const sources = pages();
const project = app.converter.convert(
  sources.map(({ topic, program, sourceFile }): DocumentationEntryPoint => ({
    displayName: topic.name,
    program,
    sourceFile,
  })),
);
await app.generateOutputs(project);
const found = sources.map(({ topic }) => topic);
const read = found.map(({ name }) => [name, readFileSync(join(out, `${name}.md`), "utf8")] as const);
for (const [name, text] of tidy(new Map(read), found)) writeFileSync(join(out, `${name}.md`), text);
writeFileSync(join(out, "README.md"), indexPage(found));
for (const name of undocumented(project)) process.stdout.write(`${name} has no docstring\n`);
