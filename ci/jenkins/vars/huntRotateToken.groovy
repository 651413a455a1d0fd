// Replaces a token that expires soon, in a variable of the CI system or in another secret store.
// Generated from ci/src/jobs.ts. Change that, and run pnpm --filter @huntkit/ci run write.

def call(Map options = [:]) {
  Map inputs = [
    instance: [variable: 'HUNT_INSTANCE'],
    install: [variable: 'HUNT_INPUT_INSTALL', fallback: 'executable'],
    to: [variable: 'HUNT_INPUT_TO'],
    ifExpiresWithin: [variable: 'HUNT_INPUT_IF_EXPIRES_WITHIN', fallback: 30],
    overwrite: [variable: 'HUNT_INPUT_OVERWRITE', fallback: false],
    description: [variable: 'HUNT_INPUT_DESCRIPTION', fallback: ''],
  ]
  huntJob(
    name: 'rotate-token',
    title: 'Rotate the HUNT token',
    warning: 'The rotation is not complete.',
    inputs: inputs,
    options: options
  )
}
