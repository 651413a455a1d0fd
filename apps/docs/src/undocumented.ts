import { ReflectionKind, type DeclarationReflection, type ProjectReflection } from "typedoc";

const kinds = new Set([
  ReflectionKind.Class,
  ReflectionKind.Interface,
  ReflectionKind.TypeAlias,
  ReflectionKind.Function,
  ReflectionKind.Variable,
  ReflectionKind.Method,
  ReflectionKind.Accessor,
]);

/** What is exported, and each method of it, that has no docstring: `Collection.list`. */
export function undocumented(project: ProjectReflection): string[] {
  const all = Object.values(project.reflections).filter((each) => each.isDeclaration());
  const found = all.filter((each) => kinds.has(each.kind) && isNamed(each) && !isDocumented(each));
  return found.map((each) => each.getFullName().replace(/^\w+\./, "")).sort();
}

function isDocumented(each: DeclarationReflection): boolean {
  return (
    each.hasComment() ||
    [...(each.signatures ?? []), each.getSignature].some((signature) => signature?.hasComment())
  );
}

/** Members of types that are written out in place belong to what they are written in. */
function isNamed({ parent, name }: DeclarationReflection): boolean {
  return !name.startsWith("__") && !name.startsWith("[") && !parent!.kindOf(ReflectionKind.TypeLiteral);
}
