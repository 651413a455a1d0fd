import {
  Comment,
  Converter,
  ReflectionGroup,
  ReflectionKind,
  type Application,
  type CommentDisplayPart,
  type DeclarationReflection,
  type ProjectReflection,
  type SignatureReflection,
} from "typedoc";

/** Removes internals from what typedoc has found, and adds missing parameter names and link targets. */
export function simplifyReflections(app: Application): void {
  // Before typedoc assigns comments to the parameters that they name.
  app.converter.on(
    Converter.EVENT_RESOLVE_BEGIN,
    ({ project }) => {
      for (const each of listInternals(project)) project.removeReflection(each);
      for (const each of Object.values(project.reflections)) if (each.isDeclaration()) hideCatalog(each);
      for (const each of Object.values(project.reflections)) if (each.isSignature()) nameOptions(each);
    },
    1_000,
  );
  // After typedoc has resolved links and grouped the exports of each page by kind.
  app.converter.on(
    Converter.EVENT_RESOLVE_END,
    ({ project }) => {
      linkByName(project);
      for (const page of project.children!) page.groups = [createUnsortedGroup(page)];
    },
    -10_000,
  );
}

function listInternals(project: ProjectReflection): DeclarationReflection[] {
  const all = Object.values(project.reflections).filter((each) => each.isDeclaration());
  return all.filter((each) => isSchema(each) || (each.parent?.kindOf(ReflectionKind.Class) && isKnown(each)));
}

/** Hides how the row types of the catalog are derived. Only their fields are documented. */
function hideCatalog(each: DeclarationReflection): void {
  if (!each.extendedTypes?.some((type) => type.type === "reference" && type.name === "RowOf")) return;
  delete each.extendedTypes;
  delete each.indexSignatures;
}

/**
 * Returns whether a row type with the same name documents this schema. Moves the docstring to that type, and
 * hides that the type is derived from the schema.
 */
function isSchema({ kind, name, parent, comment }: DeclarationReflection): boolean {
  if (kind !== ReflectionKind.Variable && kind !== ReflectionKind.TypeAlias) return false;
  const row = (parent as DeclarationReflection).children!.find(
    (other) => other.name === name && other.kind === ReflectionKind.Interface,
  );
  if (!row) return false;
  if (comment) row.comment = comment;
  delete row.extendedTypes;
  delete row.indexSignatures;
  return true;
}

/** Returns whether a member is inherited, is a constructor that users do not call, or is only for Node. */
function isKnown({ kind, name, parent, inheritedFrom }: DeclarationReflection): boolean {
  return (
    inheritedFrom !== undefined ||
    name === "[custom]" ||
    (kind === ReflectionKind.Constructor && /(Error|Collection|Listing)$/.test(parent!.name))
  );
}

/** Names a destructured parameter, which has no name in the source, as its docstring does. Default: `options`. */
function nameOptions({ parameters = [], comment }: SignatureReflection): void {
  const unnamed = parameters.find(({ name }) => name === "__namedParameters");
  if (!unnamed) return;
  const names = new Set(parameters.map(({ name }) => name));
  const documented = comment?.getTags("@param").find(({ name }) => name !== undefined && !names.has(name));
  unnamed.name = documented?.name ?? (names.has("options") ? "callOptions" : "options");
}

/** Keeps the order of the core's index, in which important exports come first. */
function createUnsortedGroup(page: DeclarationReflection): ReflectionGroup {
  const group = new ReflectionGroup("Exports", page);
  group.children = page.children!;
  return group;
}

/** Resolves links in docstrings to names that their file does not import. */
function linkByName(project: ProjectReflection): void {
  const known = new Map(
    project.children!.flatMap(({ children = [] }) => children).map((each) => [each.name, each]),
  );
  const link = (part: CommentDisplayPart) => {
    const target = part.kind === "inline-tag" && part.tag === "@link" && !part.target && known.get(part.text);
    if (target) part.target = target;
  };
  for (const { comment } of Object.values(project.reflections)) {
    if (comment instanceof Comment)
      for (const parts of [comment.summary, ...comment.blockTags.map(({ content }) => content)])
        parts.forEach(link);
  }
}
