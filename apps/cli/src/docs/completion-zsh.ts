import { firstWords, secondWords, summaryOf, type Described } from "./described.js";

/** What zsh completes `hunt` by. */
export function zsh(all: readonly Described[]): string {
  const firsts = firstWords(all);
  return `#compdef hunt
# zsh completion for hunt. Load it in ~/.zshrc: source <(hunt completion zsh)
_hunt() {
  local -a words_of_hunt
  if (( CURRENT == 2 )); then
    words_of_hunt=(${firsts.map((first) => quoted(`${first}:${summaryOf(all, first)}`)).join(" ")})
    _describe 'command' words_of_hunt
    return
  fi
  if (( CURRENT == 3 )); then
    case "$words[2]" in
${firsts
  .filter((first) => secondWords(all, first).length > 0)
  .map(
    (first) => `      ${first})
        words_of_hunt=(${secondWords(all, first)
          .map(({ name, summary }) => quoted(`${name.split(" ")[1]}:${summary}`))
          .join(" ")})
        _describe 'command' words_of_hunt
        return ;;`,
  )
  .join("\n")}
    esac
  fi
  case "$words[2] $words[3]" in
${all.map(command).join("\n")}
  esac
}
compdef _hunt hunt
`;
}

function command({ name, args, flags }: Described): string {
  const pattern = name.includes(" ") ? `"${name}"` : `"${name} "*`;
  const specs = flags.map(([flag, { description, placeholder, choices, isFile }]) => {
    const value =
      placeholder === undefined
        ? ""
        : `:${plain(placeholder)}:${choices ? `(${choices.join(" ")})` : isFile ? "_files" : ""}`;
    return quoted(`${flag}[${plain(description)}]${value}`);
  });
  const rest = args.flatMap(([, { choices = [] }]) => choices);
  const argument =
    rest.length > 0
      ? `'*:argument:(${rest.join(" ")})'`
      : args.some(([, { isFile }]) => isFile)
        ? "'*:file:_files'"
        : "'*:argument:'";
  return `    ${pattern}) _arguments ${[...specs, argument].join(" ")} ;;`;
}

/** Brackets and colons have a meaning to _arguments. */
function plain(text: string): string {
  return text.replace(/[[\]:\\]/g, " ");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
