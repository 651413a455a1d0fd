// Runs a Jenkinsfile with the steps of the shared library, on the version of Groovy that Jenkins contains. The steps of
// Jenkins are fakes, except sh, which runs a shell. Jenkins transforms pipelines before it runs them (CPS). This does not.
//
// Arguments: directory of the library, Jenkinsfile, file for the events. The variable CREDENTIALS has secrets as JSON by ID.
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import org.codehaus.groovy.control.CompilerConfiguration

abstract class Steps extends Script {
  static File library
  static List events = []
  static Map variables = [:]
  static Map credentials = [:]
  static GroovyShell shell
  static String result = 'SUCCESS'

  // Directives of a declarative pipeline.
  def getAny() { null }
  def getScm() { null }
  def pipeline(Closure body) { body() }
  def stages(Closure body) { body() }
  def steps(Closure body) { body() }
  def triggers(Closure body) { body() }
  def options(Closure body) { body() }
  def agent(kind) {}
  def cron(String spec) { events << [step: 'cron', spec: spec] }
  def disableConcurrentBuilds() {}
  def stage(String name, Closure body) { body() }

  // Steps of plugins.
  def string(Map options) { options }

  def withCredentials(List bindings, Closure body) {
    Map added = [:]
    for (binding in bindings) {
      if (!credentials.containsKey(binding.credentialsId)) error("Could not find credentials '${binding.credentialsId}'")
      added[binding.variable] = credentials[binding.credentialsId]
    }
    withVariables(added, body)
  }

  def withEnv(List assignments, Closure body) {
    withVariables(assignments.collectEntries { it.toString().split('=', 2) as List }, body)
  }

  private withVariables(Map added, Closure body) {
    Map before = variables
    variables = before + added
    try {
      body()
    } finally {
      variables = before
    }
  }

  def libraryResource(String path) { new File(library, "resources/${path}").text }

  def sh(Map options) {
    File script = File.createTempFile('script', '.sh')
    script.text = options.script
    script.setExecutable(true)
    // Jenkins runs a script without an interpreter with sh -xe.
    List command = options.script.startsWith('#!') ? [script.path] : ['sh', '-xe', script.path]
    ProcessBuilder builder = new ProcessBuilder(command as String[]).inheritIO()
    variables.each { name, value -> builder.environment().put(name, value.toString()) }
    int code = builder.start().waitFor()
    script.delete()
    events << [step: 'sh', label: options.label, code: code]
    if (options.returnStatus) return code
    if (code != 0) error("script returned exit code ${code}")
  }

  def junit(Map options) {
    File file = new File(options.testResults)
    if (!file.exists() && !options.allowEmptyResults) error('No test report files were found. Configuration error?')
    events << [step: 'junit', file: options.testResults, exists: file.exists()]
  }

  def unstable(String message) {
    result = 'UNSTABLE'
    events << [step: 'unstable', message: message]
  }

  def error(String message) { throw new Failure(message) }

  /** Calls a global variable of the library. */
  def methodMissing(String name, arguments) {
    File file = new File(library, "vars/${name}.groovy")
    if (!file.exists()) throw new MissingMethodException(name, getClass(), arguments as Object[])
    shell.parse(file).invokeMethod('call', arguments)
  }
}

class Failure extends Exception {
  Failure(String message) { super(message) }
}

Steps.library = new File(args[0])
Steps.credentials = new JsonSlurper().parseText(System.getenv('CREDENTIALS')) as Map
Steps.shell = new GroovyShell(this.class.classLoader, new CompilerConfiguration(scriptBaseClass: Steps.name))
try {
  Steps.shell.parse(new File(args[1]).text.replaceFirst(/@Library\('[^']+'\) _/, '')).run()
} catch (Failure failure) {
  Steps.result = 'FAILURE'
  Steps.events << [step: 'error', message: failure.message]
}
new File(args[2]).text = JsonOutput.toJson([result: Steps.result, events: Steps.events])
