export { compactCatalog } from "./compact-catalog.js";
export { createSbom, formatSbom, sbomFile, type Component, type Sbom } from "./cyclonedx.js";
export { embedPackage } from "./embed-package.js";
export { licenses } from "./licenses.js";
export { sbom } from "./sbom.js";
export { slimUndici } from "./slim-undici.js";
export { slimYaml } from "./slim-yaml.js";
export { providerBundle, unusedByProviders } from "./provider-bundle.js";
export { dropProperties } from "./drop-properties.js";
