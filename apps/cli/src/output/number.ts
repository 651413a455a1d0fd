/** `31,000`. */
export function number(value: number): string {
  return value.toLocaleString("en-US");
}

/** `1 machine`, `2,000 machines`. */
export function counted(count: number, one: string): string {
  return `${number(count)} ${one}${count === 1 ? "" : "s"}`;
}
