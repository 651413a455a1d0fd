// Scans a host or a target group, and fails if the scan finds alerts or does not reach all hosts.
// Generated from ci/src/jobs.ts. Change that, and run pnpm --filter @huntkit/ci run write.

def call(Map options = [:]) {
  Map inputs = [
    instance: [variable: 'HUNT_INSTANCE'],
    install: [variable: 'HUNT_INPUT_INSTALL', fallback: 'executable'],
    target: [variable: 'HUNT_INPUT_TARGET'],
    failOn: [variable: 'HUNT_INPUT_FAIL_ON', fallback: 'high'],
    timeout: [variable: 'HUNT_INPUT_TIMEOUT', fallback: 30],
    options: [variable: 'HUNT_INPUT_OPTIONS', fallback: 'default'],
    allowPartial: [variable: 'HUNT_INPUT_ALLOW_PARTIAL', fallback: false],
    onAlerts: [variable: 'HUNT_INPUT_ON_ALERTS', fallback: 'fail'],
  ]
  huntJob(
    name: 'scan',
    title: 'Scan with HUNT',
    warning: 'The scan found alerts.',
    junit: 'hunt-scan.xml',
    inputs: inputs,
    options: options
  )
}
