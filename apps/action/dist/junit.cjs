require("./rolldown-runtime.cjs");const e=require("./common.cjs"),t=require("./alert-facts.cjs");function n({instance:t,alerts:n}){let a=n.length===0?[r]:n.map(i),o=e.ot`tests="${a.length}" failures="${n.length}" errors="0"`;return e.et(e.ot`<testsuites name="HUNT alerts" ${o}>
  <testsuite name="${e.X(t)}" ${o} skipped="0" time="0">
${a}  </testsuite>
</testsuites>`)}const r=e.ot`    <testcase classname="hunt.alerts" name="No alerts" time="0"/>
`;function i(n){let r=e.X(n.severity??`unknown`),i=t.t(n),a=t.a(n).map(([t,n])=>e.ot`${e.X(`${t}: ${n}`)}
`);return e.ot`    <testcase classname="hunt.${r}" name="${e.X(`${i} (alert ${n.id})`)}" time="0">
      <failure type="${r}" message="${e.X(i)}">${a}</failure>
    </testcase>
`}exports.formatJUnit=n;