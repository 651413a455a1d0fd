/** Writes a file whole or not at all, for its owner's eyes only. */
export async function writePrivate(path: string, text: string): Promise<void> {
  const { default: writeFileAtomic } = await import("write-file-atomic");
  await writeFileAtomic(path, text, { mode: 0o600 });
}
