// Runs a job of hunt: checks the options, runs its script with the token, and sets the result of the build.
// The other steps of this library call it. Values reach the script as environment variables, never as part of a command.

def call(Map job) {
  String credentialsId = job.options.credentialsId ?: 'hunt-token'
  List environment = []
  for (String name in job.options.keySet()) {
    if (name != 'credentialsId' && !job.inputs.containsKey(name)) {
      error("Unknown option '${name}' of ${job.name}. Use ${job.inputs.keySet().join(', ')}, or credentialsId.")
    }
  }
  for (String name in job.inputs.keySet()) {
    Map input = job.inputs[name]
    def value = job.options.containsKey(name) ? job.options[name] : input.fallback
    if (value == null) {
      error("Missing required option '${name}' of ${job.name}.")
    }
    environment.add(input.variable + '=' + (value instanceof List ? value.join(',') : value))
  }

  int code = 1
  withCredentials([string(credentialsId: credentialsId, variable: 'HUNT_TOKEN')]) {
    withEnv(environment) {
      code = sh(label: job.title, script: libraryResource("huntkit/${job.name}.sh"), returnStatus: true)
    }
  }
  if (job.junit) {
    junit(testResults: job.junit, allowEmptyResults: true)
  }
  if (code == 10) {
    unstable(job.warning)
  } else if (code != 0) {
    error("${job.title}: exit code ${code}. The log shows why.")
  }
}
