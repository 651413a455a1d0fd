import { type CommandDescription, listFirstWords, listSubcommands, getSummary } from "./described.js";

/** Creates the completion scripts, by the name of the shell. */
export function createCompletions(all: readonly CommandDescription[]): Map<string, string> {
  return new Map([
    ["bash", formatBashCompletion(all)],
    ["zsh", formatZshCompletion(all)],
    ["fish", formatFishCompletion(all)],
    ["powershell", formatPowerShellCompletion(all)],
  ]);
}

/** Formats the script for bash 3.2 (macOS) and newer. */
function formatBashCompletion(all: readonly CommandDescription[]): string {
  const groups = listFirstWords(all).filter((first) => listSubcommands(all, first).length > 0);
  return `# bash completion for hunt. Load it in ~/.bashrc: source <(hunt completion bash)
_hunt_words() {
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -P "$prefix" -W "$1" -- "$cur")
}

_hunt_files() {
  compopt -o filenames 2> /dev/null
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -P "$prefix" -f -- "$cur")
}

_hunt() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" prefix="" word
  COMPREPLY=()
  # Values of --flag=value. Bash treats the equals sign as a separate word, unless COMP_WORDBREAKS was changed.
  if [ "$cur" = "=" ]; then cur=""
  elif [ "$prev" = "=" ]; then prev="\${COMP_WORDS[COMP_CWORD-2]}"
  elif [[ "$cur" == --*=* ]]; then prev="\${cur%%=*}" prefix="\${cur%%=*}=" cur="\${cur#*=}"; fi
  if [ "$COMP_CWORD" -eq 1 ]; then _hunt_words "${listFirstWords(all).join(" ")} --help --version"; return; fi
  if [ "$COMP_CWORD" -eq 2 ]; then
    case "\${COMP_WORDS[1]}" in
${groups
  .map(
    (first) =>
      `      ${first}) _hunt_words "${listSubcommands(all, first)
        .map(({ name }) => name.split(" ")[1])
        .join(" ")} --help"; return ;;`,
  )
  .join("\n")}
    esac
  fi
  case "\${COMP_WORDS[1]} \${COMP_WORDS[2]}" in
${all.map(formatBashCommand).join("\n")}
  esac
}

complete -F _hunt hunt
`;
}

function formatBashCommand({ name, args, flags }: CommandDescription): string {
  const pattern = name.includes(" ") ? `"${name}"` : `"${name} "*`;
  const valued = flags.filter(([, { placeholder }]) => placeholder !== undefined);
  const cases = valued.map(([flag, value]) => {
    const completion = formatBashValues(value);
    return `        ${flag}) ${completion && `${completion}; `}return ;;`;
  });
  const completion = formatBashValues(combineArguments(args));
  return [
    `    ${pattern})`,
    ...(cases.length > 0 ? ['      case "$prev" in', ...cases, "      esac"] : []),
    '      case "$cur" in',
    `        -*) _hunt_words "${[...flags.map(([flag]) => flag), "--help"].join(" ")}" ;;`,
    ...(completion ? [`        *) ${completion} ;;`] : []),
    "      esac ;;",
  ].join("\n");
}

/** What completes a flag or an argument. */
interface Completable {
  readonly choices?: readonly string[] | undefined;
  readonly isFile?: boolean | undefined;
}

/** Returns what completes any of the arguments of a command. */
function combineArguments(args: CommandDescription["args"]): Completable {
  const choices = args.flatMap(([, argument]) => argument.choices ?? []);
  return { isFile: args.some(([, { isFile }]) => isFile), ...(choices.length > 0 && { choices }) };
}

/** Returns the command that completes a value; empty if it can be any. */
function formatBashValues({ choices, isFile }: Completable): string {
  if (choices) return `_hunt_words "${choices.join(" ")}"`;
  return isFile ? "_hunt_files" : "";
}

/** Formats the script for zsh. */
function formatZshCompletion(all: readonly CommandDescription[]): string {
  const firsts = listFirstWords(all);
  return `#compdef hunt
# zsh completion for hunt. Load it in ~/.zshrc: source <(hunt completion zsh)
_hunt() {
  local -a words_of_hunt
  if (( CURRENT == 2 )); then
    words_of_hunt=(${firsts.map((first) => quoteForZsh(`${first}:${getSummary(all, first)}`)).join(" ")})
    _describe 'command' words_of_hunt
    return
  fi
  if (( CURRENT == 3 )); then
    case "$words[2]" in
${firsts
  .filter((first) => listSubcommands(all, first).length > 0)
  .map(
    (first) => `      ${first})
        words_of_hunt=(${listSubcommands(all, first)
          .map(({ name, summary }) => quoteForZsh(`${name.split(" ")[1]}:${summary}`))
          .join(" ")})
        _describe 'command' words_of_hunt
        return ;;`,
  )
  .join("\n")}
    esac
  fi
  case "$words[2] $words[3]" in
${all.map(formatZshCommand).join("\n")}
  esac
}
compdef _hunt hunt
`;
}

function formatZshCommand({ name, args, flags }: CommandDescription): string {
  const pattern = name.includes(" ") ? `"${name}"` : `"${name} "*`;
  const specs = flags.map(([flag, { description, placeholder, choices, isFile }]) => {
    const value =
      placeholder === undefined
        ? ""
        : `:${escapeForZsh(placeholder)}:${formatZshValues({ choices, isFile })}`;
    // With the equals sign, zsh completes both `--flag=value` and `--flag value` (zshcompsys(1), _arguments).
    const option = placeholder === undefined ? flag : `${flag}=`;
    return quoteForZsh(`${option}[${escapeForZsh(description)}]${value}`);
  });
  const rest = combineArguments(args);
  const label = rest.isFile && !rest.choices ? "file" : "argument";
  const argument = `'*:${label}:${formatZshValues(rest)}'`;
  return `    ${pattern}) _arguments ${[...specs, argument].join(" ")} ;;`;
}

/** Returns the action that completes a value (zshcompsys(1), _arguments); empty if it can be any. */
function formatZshValues({ choices, isFile }: Completable): string {
  if (choices) return `(${choices.join(" ")})`;
  return isFile ? "_files" : "";
}

/** Escapes brackets and colons, which are syntax in _arguments. */
function escapeForZsh(text: string): string {
  return text.replace(/[[\]:\\]/g, " ");
}

function quoteForZsh(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Formats the script for fish. */
function formatFishCompletion(all: readonly CommandDescription[]): string {
  const firsts = listFirstWords(all);
  return `# fish completion for hunt. Load it: hunt completion fish > ~/.config/fish/completions/hunt.fish
function __hunt_at
    set -l words (commandline -opc)
    test (count $words) -eq (math 1 + (count $argv)); and test "$words[2..-1]" = "$argv"
end
function __hunt_in
    set -l words (commandline -opc)
    set -l last (math 1 + (count $argv))
    test (count $words) -ge $last; and test "$words[2..$last]" = "$argv"
end
complete -c hunt -f
${firsts.map((first) => `complete -c hunt -n __hunt_at -a ${first} -d ${quoteForFish(getSummary(all, first))}`).join("\n")}
${firsts.flatMap((first) => listSubcommands(all, first).map(({ name, summary }) => `complete -c hunt -n '__hunt_at ${first}' -a ${name.split(" ")[1]} -d ${quoteForFish(summary)}`)).join("\n")}
${all.flatMap(formatFishCommand).join("\n")}
`;
}

function formatFishCommand({ name, args, flags }: CommandDescription): string[] {
  const at = `complete -c hunt -n '__hunt_in ${name}'`;
  const rest = args.flatMap(([, { choices = [] }]) => choices);
  return [
    ...flags.map(([flag, { description, placeholder, choices, isFile, short }]) => {
      const value =
        placeholder === undefined ? "" : ` -x${choices ? ` -a ${quoteForFish(choices.join(" "))}` : ""}`;
      return `${at} -l ${flag.slice(2)}${short === undefined ? "" : ` -s ${short}`}${isFile ? " -r -F" : value} -d ${quoteForFish(description)}`;
    }),
    ...(rest.length > 0 ? [`${at} -a ${quoteForFish(rest.join(" "))}`] : []),
    ...(args.some(([, { isFile }]) => isFile) ? [`${at} -F`] : []),
  ];
}

function quoteForFish(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

/** Formats the script for PowerShell. */
function formatPowerShellCompletion(all: readonly CommandDescription[]): string {
  const groups = listFirstWords(all).filter((first) => listSubcommands(all, first).length > 0);
  const entries = [
    `    '' = ${toPowerShellList([...listFirstWords(all), "--help", "--version"])}`,
    ...groups.map(
      (first) =>
        `    '${first}' = ${toPowerShellList([...listSubcommands(all, first).map(({ name }) => name.split(" ")[1]!), "--help"])}`,
    ),
    ...all.map(
      ({ name, flags, args }) =>
        `    '${name}' = ${toPowerShellList([...args.flatMap(([, { choices = [] }]) => choices), ...flags.map(([flag]) => flag), "--help"])}`,
    ),
  ];
  const values = all.flatMap(({ name, flags }) =>
    flags.flatMap(([flag, { choices }]) =>
      choices ? [`    '${name} ${flag}' = ${toPowerShellList(choices)}`] : [],
    ),
  );
  return `# PowerShell completion for hunt. Load it in $PROFILE: hunt completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName hunt -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $known = @{
${entries.join("\n")}
  }
  $values = @{
${values.join("\n")}
  }
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
  if ($wordToComplete -ne '' -and $words.Count -gt 0) { $words = @($words | Select-Object -First ($words.Count - 1)) }
  $name = ''
  foreach ($count in 2, 1) {
    $try = ($words | Select-Object -First $count) -join ' '
    if ($known.ContainsKey($try)) { $name = $try; break }
  }
  $last = if ($words.Count -gt 0) { "$name $($words[-1])" } else { '' }
  $found = if ($values.ContainsKey($last)) { $values[$last] } else { $known[$name] }
  if ($wordToComplete -match '^(--[^=]+)=') {
    $flag = $Matches[1]
    $found = @($values["$name $flag"] | Where-Object { $_ } | ForEach-Object { "$flag=$_" })
  }
  $found | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
`;
}

function toPowerShellList(words: readonly string[]): string {
  return `@(${[...new Set(words)].map((word) => `'${word.replaceAll("'", "''")}'`).join(", ")})`;
}
