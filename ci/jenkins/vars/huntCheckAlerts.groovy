// Fails if there are alerts, and reports each of them as a failed test.
// Generated from ci/src/jobs.ts. Change that, and run pnpm --filter @huntkit/ci run write.

def call(Map options = [:]) {
  Map inputs = [
    instance: [variable: 'HUNT_INSTANCE'],
    install: [variable: 'HUNT_INPUT_INSTALL', fallback: 'executable'],
    severity: [variable: 'HUNT_INPUT_SEVERITY', fallback: 'critical'],
    since: [variable: 'HUNT_INPUT_SINCE', fallback: '24h'],
    host: [variable: 'HUNT_INPUT_HOST', fallback: ''],
    onAlerts: [variable: 'HUNT_INPUT_ON_ALERTS', fallback: 'fail'],
  ]
  huntJob(
    name: 'check-alerts',
    title: 'Check for alerts of HUNT',
    warning: 'HUNT has alerts.',
    junit: 'hunt-alerts.xml',
    inputs: inputs,
    options: options
  )
}
