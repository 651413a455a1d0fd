const e=require("./common.cjs"),t=require("./alert-facts.cjs");function n({instance:t,alerts:n}){let a=n.length===0?[r]:n.map(i),o=e.et`tests="${a.length}" failures="${n.length}" errors="0"`;return e.$(e.et`<testsuites name="HUNT alerts" ${o}>
  <testsuite name="${e.Q(t)}" ${o} skipped="0" time="0">
${a}  </testsuite>
</testsuites>`)}const r=e.et`    <testcase classname="hunt.alerts" name="No alerts" time="0"/>
`;function i(n){let r=e.Q(n.severity??`unknown`),i=t.t(n),a=t.a(n).map(([t,n])=>e.et`${e.Q(`${t}: ${n}`)}
`);return e.et`    <testcase classname="hunt.${r}" name="${e.Q(`${i} (alert ${n.id})`)}" time="0">
      <failure type="${r}" message="${e.Q(i)}">${a}</failure>
    </testcase>
`}exports.formatJUnit=n;