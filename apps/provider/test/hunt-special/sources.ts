/** Returns a Lua script with a header. */
export function script({
  name = "Disk Survey",
  type = "Collection",
  guid = "0f8fad5b-d9cb-469f-a165-70867728950e",
  lua = "hunt.status.good()",
} = {}): string {
  return `--[=[\nfiletype: Infocyte Extension\nname: ${name}\ntype: ${type}\nguid: ${guid}\n]=]\n\n${lua}\n`;
}
