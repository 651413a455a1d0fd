import { firstWords, secondWords, summaryOf, type Described } from "./described.js";

/** What fish completes `hunt` by. */
export function fish(all: readonly Described[]): string {
  const firsts = firstWords(all);
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
${firsts.map((first) => `complete -c hunt -n __hunt_at -a ${first} -d ${quoted(summaryOf(all, first))}`).join("\n")}
${firsts.flatMap((first) => secondWords(all, first).map(({ name, summary }) => `complete -c hunt -n '__hunt_at ${first}' -a ${name.split(" ")[1]} -d ${quoted(summary)}`)).join("\n")}
${all.flatMap(command).join("\n")}
`;
}

function command({ name, args, flags }: Described): string[] {
  const at = `complete -c hunt -n '__hunt_in ${name}'`;
  const rest = args.flatMap(([, { choices = [] }]) => choices);
  return [
    ...flags.map(([flag, { description, placeholder, choices, isFile, short }]) => {
      const value =
        placeholder === undefined ? "" : ` -x${choices ? ` -a ${quoted(choices.join(" "))}` : ""}`;
      return `${at} -l ${flag.slice(2)}${short === undefined ? "" : ` -s ${short}`}${isFile ? " -r -F" : value} -d ${quoted(description)}`;
    }),
    ...(rest.length > 0 ? [`${at} -a ${quoted(rest.join(" "))}`] : []),
    ...(args.some(([, { isFile }]) => isFile) ? [`${at} -F`] : []),
  ];
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
