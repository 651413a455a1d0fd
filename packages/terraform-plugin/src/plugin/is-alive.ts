/** Whether a process runs, whoever's it is. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // One of another user may not be signalled, but is there.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
