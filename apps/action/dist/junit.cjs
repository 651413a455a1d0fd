const e=require("./common.cjs"),t=require("./alert-facts.cjs");function n({instance:t,alerts:n}){let a=n.length===0?[r]:n.map(i),o=e.$`tests="${a.length}" failures="${n.length}" errors="0"`;return e.Q(e.$`<testsuites name="HUNT alerts" ${o}>
  <testsuite name="${e.Z(t)}" ${o} skipped="0" time="0">
${a}  </testsuite>
</testsuites>`)}const r=e.$`    <testcase classname="hunt.alerts" name="No alerts" time="0"/>
`;function i(n){let r=e.Z(n.severity??`unknown`),i=t.t(n),a=t.a(n).map(([t,n])=>e.$`${e.Z(`${t}: ${n}`)}
`);return e.$`    <testcase classname="hunt.${r}" name="${e.Z(`${i} (alert ${n.id})`)}" time="0">
      <failure type="${r}" message="${e.Z(i)}">${a}</failure>
    </testcase>
`}exports.formatJUnit=n;