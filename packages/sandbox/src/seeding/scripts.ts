/** What the header of an extension says about it. */
export interface ScriptHeader {
  readonly name: string;
  readonly type: string;
  readonly guid: string;
}

/** A Lua script with the YAML header that HUNT reads between `--[=[` and `]=]`. */
export function script({ name, type, guid }: ScriptHeader): string {
  return `--[=[
filetype: Infocyte Extension
name: ${name}
type: ${type}
guid: ${guid}
created: 2024-02-01
updated: 2025-06-15
args:
- name: path
  required: false
  type: string
globals:
- verbose:
    description: Prints more into the log
    type: boolean
    default: false
]=]
hunt.status.good()
hunt.log("${name} has run")
`;
}
