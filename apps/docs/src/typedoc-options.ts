import type { TypeDocOptions } from "typedoc";
import type { PluginOptions } from "typedoc-plugin-markdown";

/** Options of typedoc and its Markdown plugin. With these, pages change only if docstrings or types change. */
export const typedocOptions: TypeDocOptions & PluginOptions = {
  plugin: ["typedoc-plugin-markdown"],
  router: "module",
  theme: "compact",
  readme: "none",
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
  // typedoc does not number equal headings in GitHub's way.
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
