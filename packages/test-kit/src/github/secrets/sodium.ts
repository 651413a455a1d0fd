// By import(), since only the default export has the cryptography: its namesakes among the named exports stay undefined.
const { default: library } = await import("libsodium-wrappers");
await library.ready;

/** Libsodium, ready for use. */
export const sodium = library;
