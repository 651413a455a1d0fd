import { describe, expect, it } from "vitest";
import { formatMetrics } from "../../src/escape/metrics.js";

describe("formatMetrics", () => {
  it("writes the help and the type before the samples", () => {
    const metric = {
      name: "hunt_token_state",
      help: "State of the token.",
      samples: [{ labels: { state: "healthy" }, value: 1 }, { value: 0 }],
    };

    expect(formatMetrics([metric])).toBe(
      "# HELP hunt_token_state State of the token.\n" +
        "# TYPE hunt_token_state gauge\n" +
        'hunt_token_state{state="healthy"} 1\n' +
        "hunt_token_state 0\n",
    );
  });

  it("escapes quotes, backslashes, and line breaks in the value of a label", () => {
    const labels = { description: 'a"} 1\nx{b="\\' };

    expect(formatMetrics([{ name: "m", help: "M.", samples: [{ labels, value: 1 }] }])).toContain(
      'm{description="a\\"} 1\\\\nx{b=\\"\\\\"} 1\n',
    );
  });

  it("omits labels without a value", () => {
    const labels = { user: null, role: "", description: "ci" };

    expect(formatMetrics([{ name: "m", help: "M.", samples: [{ labels, value: 1 }] }])).toContain(
      'm{description="ci"} 1\n',
    );
  });

  it("writes infinity in Prometheus's form", () => {
    expect(formatMetrics([{ name: "m", help: "M.", samples: [{ value: Infinity }] }])).toContain("m +Inf\n");
  });

  it("omits a metric without samples", () => {
    expect(formatMetrics([{ name: "m", help: "M.", samples: [] }])).toBe("");
  });
});
