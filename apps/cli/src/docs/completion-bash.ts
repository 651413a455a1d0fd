import { firstWords, secondWords, type Described } from "./described.js";

/** What bash completes `hunt` by; for bash 3.2, as macOS has it, and later ones. */
export function bash(all: readonly Described[]): string {
  const groups = firstWords(all).filter((first) => secondWords(all, first).length > 0);
  return `# bash completion for hunt. Load it in ~/.bashrc: source <(hunt completion bash)
_hunt_words() {
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$1" -- "$cur")
}

_hunt_files() {
  compopt -o filenames 2> /dev/null
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$cur")
}

_hunt() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" word
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then _hunt_words "${firstWords(all).join(" ")} --help --version"; return; fi
  if [ "$COMP_CWORD" -eq 2 ]; then
    case "\${COMP_WORDS[1]}" in
${groups
  .map(
    (first) =>
      `      ${first}) _hunt_words "${secondWords(all, first)
        .map(({ name }) => name.split(" ")[1])
        .join(" ")} --help"; return ;;`,
  )
  .join("\n")}
    esac
  fi
  case "\${COMP_WORDS[1]} \${COMP_WORDS[2]}" in
${all.map(command).join("\n")}
  esac
}

complete -F _hunt hunt
`;
}

function command({ name, args, flags }: Described): string {
  const pattern = name.includes(" ") ? `"${name}"` : `"${name} "*`;
  const valued = flags.filter(([, { placeholder }]) => placeholder !== undefined);
  const cases = valued.map(
    ([flag, { choices, isFile }]) =>
      `        ${flag}) ${choices ? `_hunt_words "${choices.join(" ")}"; ` : isFile ? "_hunt_files; " : ""}return ;;`,
  );
  const rest = args.flatMap(([, { choices = [] }]) => choices);
  const takesFile = args.some(([, { isFile }]) => isFile);
  return [
    `    ${pattern})`,
    ...(cases.length > 0 ? ['      case "$prev" in', ...cases, "      esac"] : []),
    '      case "$cur" in',
    `        -*) _hunt_words "${[...flags.map(([flag]) => flag), "--help"].join(" ")}" ;;`,
    ...(rest.length > 0
      ? [`        *) _hunt_words "${rest.join(" ")}" ;;`]
      : takesFile
        ? ["        *) _hunt_files ;;"]
        : []),
    "      esac ;;",
  ].join("\n");
}
