/** Calls something with the inputs of a step in the environment, as the runner puts them there, and takes them away again. */
export async function withInputs<T>(inputs: Record<string, string>, act: () => T | Promise<T>): Promise<T> {
  const names = Object.keys(inputs).map((name) => `INPUT_${name.toUpperCase()}`);
  Object.values(inputs).forEach((value, index) => (process.env[names[index]!] = value));
  try {
    return await act();
  } finally {
    for (const name of names) delete process.env[name];
  }
}
