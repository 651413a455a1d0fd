/** Name of the file of an SBOM. Scanners search for files that end like this. */
export const sbomFile = "sbom.cdx.json";

/** The parts of a package.json that describe a package. */
export interface PackageManifest {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression. */
  readonly license?: string;
  /** Whether it is never published. */
  readonly private?: boolean;
  readonly bin?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** A part of a program (CycloneDX 1.6, `component`). */
export interface Component {
  readonly type: "application" | "library" | "platform";
  readonly "bom-ref": string;
  readonly group?: string;
  readonly name: string;
  readonly version?: string;
  readonly hashes?: readonly { readonly alg: "SHA-256"; readonly content: string }[];
  readonly licenses?: readonly [
    { readonly license: { readonly id: string } } | { readonly expression: string },
  ];
  readonly cpe?: string;
  readonly purl?: string;
  /** Parts of this part. */
  readonly components?: readonly Component[];
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}

/** A software bill of materials: what a program consists of. */
export interface Sbom {
  readonly bomFormat: "CycloneDX";
  readonly specVersion: "1.6";
  readonly version: 1;
  readonly metadata: {
    readonly lifecycles: readonly [{ readonly phase: "build" }];
    readonly manufacturer: { readonly name: string; readonly url: readonly string[] };
    readonly component: Component;
  };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

/**
 * Creates a software bill of materials. It does not list which of the components depend on each other, because a bundle
 * contains only parts of them. It has no serial number and no time, so a build of unchanged sources writes the
 * same file.
 *
 * @param program what the SBOM is about
 * @param components what it consists of
 */
export function createSbom(program: Component, components: readonly Component[]): Sbom {
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      lifecycles: [{ phase: "build" }],
      manufacturer: { name: "huntkit", url: ["https://github.com/huntkit/huntkit"] },
      component: program,
    },
    components,
    dependencies: [{ ref: program["bom-ref"], dependsOn: components.map((each) => each["bom-ref"]) }],
  };
}

/** Returns the content of the file. It is on one line, because only programs read it, and each bundle contains one. */
export function formatSbom(sbom: Sbom): string {
  return `${JSON.stringify(sbom)}\n`;
}

/** CycloneDX's mark of a package whose code another one contains (its property taxonomy, "cdx:npm"). */
const bundled = { name: "cdx:npm:package:bundled", value: "true" } as const;

/** Returns the names of the packages whose code a package contains. */
export function listBundledComponents({ components }: Sbom): string[] {
  return components
    .filter(({ properties = [] }) => properties.some(({ name }) => name === bundled.name))
    .map(({ group, name }) => (group === undefined ? name : `${group}/${name}`));
}

/** What to say of a package in addition to its manifest. */
export interface PackageComponentOptions {
  readonly type?: Component["type"];
  /** Whether the program contains the code of the package. Otherwise, npm installs it. */
  readonly isBundled?: boolean;
}

/**
 * Describes a package. A private package has no package URL, because the registry does not have it, and another package
 * could take its name.
 */
export function toComponent(
  { name, version, license, private: isPrivate = false }: PackageManifest,
  { type = "library", isBundled = false }: PackageComponentOptions = {},
): Component {
  const [, group, ownName] = /^(?:(@[^/]+)\/)?(.+)$/.exec(name)!;
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  const properties = [
    ...(isBundled ? [bundled] : []),
    ...(isPrivate ? [{ name: "cdx:npm:package:private", value: "true" }] : []),
  ];
  return {
    type,
    "bom-ref": isPrivate ? `${name}@${version}` : purl,
    ...(group === undefined ? {} : { group }),
    name: ownName!,
    version,
    ...(license === undefined ? {} : { licenses: [toLicense(license)] }),
    ...(isPrivate ? {} : { purl }),
    ...(properties.length === 0 ? {} : { properties }),
  };
}

/** Describes a package that npm installs next to the program. Which version that will be is not known. */
export function toInstalledDependency(name: string): Component {
  const { version: _, purl, ...component } = toComponent({ name, version: "" });
  const versionless = purl!.replace(/@$/, "");
  return { ...component, "bom-ref": versionless, purl: versionless };
}

function toLicense(license: string): NonNullable<Component["licenses"]>[0] {
  return /^[\w.+-]+$/.test(license) ? { license: { id: license } } : { expression: license };
}
