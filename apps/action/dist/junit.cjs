require("./rolldown-runtime.cjs");const e=require("./common.cjs"),t=require("./alert-facts.cjs");function n({instance:t,alerts:n}){let a=n.length===0?[r]:n.map(i),o=e.nt`tests="${a.length}" failures="${n.length}" errors="0"`;return e.Q(e.nt`<testsuites name="HUNT alerts" ${o}>
  <testsuite name="${e.Y(t)}" ${o} skipped="0" time="0">
${a}  </testsuite>
</testsuites>`)}const r=e.nt`    <testcase classname="hunt.alerts" name="No alerts" time="0"/>
`;function i(n){let r=e.Y(n.severity??`unknown`),i=t.t(n),a=t.a(n).map(([t,n])=>e.nt`${e.Y(`${t}: ${n}`)}
`);return e.nt`    <testcase classname="hunt.${r}" name="${e.Y(`${i} (alert ${n.id})`)}" time="0">
      <failure type="${r}" message="${e.Y(i)}">${a}</failure>
    </testcase>
`}exports.formatJUnit=n;