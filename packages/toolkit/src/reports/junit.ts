import type { Alert } from "@huntkit/core";
import { escapeForXml, formatXmlDocument, xml, type TerminalText, type XmlText } from "@huntkit/core/escape";
import { describeFinding, listAlertFacts, type AlertReport } from "./alert-facts.js";

/**
 * Formats alerts as JUnit XML, for the test reports of GitLab, Jenkins, and Azure Pipelines. Each alert is a
 * failed test. Without alerts, there is one test that passed, because some systems reject an empty report.
 */
export function formatJUnit({ instance, alerts }: AlertReport): TerminalText {
  const tests = alerts.length === 0 ? [passedTest] : alerts.map(formatTest);
  const counts = xml`tests="${tests.length}" failures="${alerts.length}" errors="0"`;
  return formatXmlDocument(xml`<testsuites name="HUNT alerts" ${counts}>
  <testsuite name="${escapeForXml(instance)}" ${counts} skipped="0" time="0">
${tests}  </testsuite>
</testsuites>`);
}

const passedTest = xml`    <testcase classname="hunt.alerts" name="No alerts" time="0"/>
`;

/** Systems group tests by class, and recognize them by name. The ID makes the name unique. */
function formatTest(alert: Alert): XmlText {
  const severity = escapeForXml(alert.severity ?? "unknown");
  const subject = describeFinding(alert);
  const facts = listAlertFacts(alert).map(
    ([name, value]) => xml`${escapeForXml(`${name}: ${value}`)}
`,
  );
  return xml`    <testcase classname="hunt.${severity}" name="${escapeForXml(`${subject} (alert ${alert.id})`)}" time="0">
      <failure type="${severity}" message="${escapeForXml(subject)}">${facts}</failure>
    </testcase>
`;
}
