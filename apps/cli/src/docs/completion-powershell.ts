import { firstWords, secondWords, type Described } from "./described.js";

/** What PowerShell completes `hunt` by. */
export function powershell(all: readonly Described[]): string {
  const groups = firstWords(all).filter((first) => secondWords(all, first).length > 0);
  const entries = [
    `    '' = ${list([...firstWords(all), "--help", "--version"])}`,
    ...groups.map(
      (first) =>
        `    '${first}' = ${list([...secondWords(all, first).map(({ name }) => name.split(" ")[1]!), "--help"])}`,
    ),
    ...all.map(
      ({ name, flags, args }) =>
        `    '${name}' = ${list([...args.flatMap(([, { choices = [] }]) => choices), ...flags.map(([flag]) => flag), "--help"])}`,
    ),
  ];
  const values = all.flatMap(({ name, flags }) =>
    flags.flatMap(([flag, { choices }]) => (choices ? [`    '${name} ${flag}' = ${list(choices)}`] : [])),
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
  $found | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
`;
}

function list(words: readonly string[]): string {
  return `@(${[...new Set(words)].map((word) => `'${word.replaceAll("'", "''")}'`).join(", ")})`;
}
