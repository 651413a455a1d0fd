// Warns before the token expires, and fails if it is not valid or expires very soon.
// Generated from ci/src/jobs.ts. Change that, and run pnpm --filter @huntkit/ci run write.

def call(Map options = [:]) {
  Map inputs = [
    instance: [variable: 'HUNT_INSTANCE'],
    install: [variable: 'HUNT_INPUT_INSTALL', fallback: 'executable'],
    warnDays: [variable: 'HUNT_INPUT_WARN_DAYS', fallback: 30],
    failDays: [variable: 'HUNT_INPUT_FAIL_DAYS', fallback: 7],
    created: [variable: 'HUNT_INPUT_CREATED', fallback: ''],
  ]
  huntJob(
    name: 'check-token',
    title: 'Check the HUNT token',
    warning: 'The HUNT token expires soon.',
    inputs: inputs,
    options: options
  )
}
