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

/** Leaves out of what typedoc has found whatever a reader has no use for, and gives a name or a target to what lacks one. */
export function shape(app: Application): void {
  // Before comments are given to the parameters that they name.
  app.converter.on(
    Converter.EVENT_RESOLVE_BEGIN,
    ({ project }) => {
      for (const each of superfluous(project)) project.removeReflection(each);
      for (const each of Object.values(project.reflections)) if (each.isDeclaration()) hideCatalog(each);
      for (const each of Object.values(project.reflections)) if (each.isSignature()) nameOptions(each);
    },
    1_000,
  );
  // After typedoc has found the targets that it can, and has put what a page tells in order by its kind.
  app.converter.on(
    Converter.EVENT_RESOLVE_END,
    ({ project }) => {
      linkByName(project);
      for (const page of project.children!) page.groups = [inOrder(page)];
    },
    -10_000,
  );
}

function superfluous(project: ProjectReflection): DeclarationReflection[] {
  const all = Object.values(project.reflections).filter((each) => each.isDeclaration());
  return all.filter((each) => isSchema(each) || (each.parent?.kindOf(ReflectionKind.Class) && isKnown(each)));
}

/** Records of the catalog are shown by their fields. How the fields come about is not. */
function hideCatalog(each: DeclarationReflection): void {
  if (!each.extendedTypes?.some((type) => type.type === "reference" && type.name === "RowOf")) return;
  delete each.extendedTypes;
  delete each.indexSignatures;
}

/** Rows are told by their fields, under what the schema of the same name says; that they come of a schema is not. */
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

/** What a class has of the one it extends, how classes are made that nobody makes, and what only Node reads. */
function isKnown({ kind, name, parent, inheritedFrom }: DeclarationReflection): boolean {
  return (
    inheritedFrom !== undefined ||
    name === "[custom]" ||
    (kind === ReflectionKind.Constructor && /(Error|Collection|Listing)$/.test(parent!.name))
  );
}

/** Options that are taken apart in place have no name of their own. */
function nameOptions({ parameters = [] }: SignatureReflection): void {
  const unnamed = parameters.find(({ name }) => name === "__namedParameters");
  if (unnamed) unnamed.name = parameters.some(({ name }) => name === "options") ? "callOptions" : "options";
}

/** As the core's index lists them: what matters most comes first. */
function inOrder(page: DeclarationReflection): ReflectionGroup {
  const group = new ReflectionGroup("Exports", page);
  group.children = page.children!;
  return group;
}

/** Docstrings link to what their file does not import, which is found by its name. */
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
