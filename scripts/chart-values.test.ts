import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { chartFiles, drifted } from "./chart-values.ts";

const contract = `
$defs:
  service:
    properties:
      image: { type: string, description: Image. }
      replicas: { type: integer, description: Pods., default: 2 }
      probe: { type: object, description: Probe., properties: { path: { type: string }, period: { type: integer } } }
      extra: { type: array, description: More., default: [] }
properties:
  backend:
    $ref: "#/$defs/service"
    description: The server.
    default: { image: api, probe: { path: /health, period: 5 } }
  frontend:
    $ref: "#/$defs/service"
    properties:
      nodePort: { type: integer, description: Port., default: 30080 }
      note: { type: string, description: Optional. }
`;

describe("the chart's values", () => {
  it("are what the contract says", () => {
    expect(drifted()).toEqual([]);
  });

  it("take a service's own defaults before the shared ones and leave out what has none", () => {
    const text = chartFiles(contract)["charts/todo-app/values.yaml"] ?? "";
    expect(parse(text)).toEqual({
      backend: { image: "api", replicas: 2, probe: { path: "/health", period: 5 }, extra: [] },
      frontend: { replicas: 2, extra: [], nodePort: 30080 },
    });
    expect(text).toContain("# Pods.\n  replicas: 2");
    expect(text).not.toContain("&");
  });

  it("keep the contract itself as the schema", () => {
    expect(JSON.parse(chartFiles(contract)["charts/todo-app/values.schema.json"] ?? "")).toEqual(
      parse(contract),
    );
  });

  it("merge what nothing else may stand beside, so that one wrong value is one error", () => {
    const strict = contract.replaceAll(
      '"#/$defs/service"\n',
      '"#/$defs/service"\n    unevaluatedProperties: false\n',
    );
    const { frontend } = JSON.parse(
      chartFiles(strict)["charts/todo-app/values.schema.json"] ?? "",
    ).properties;
    expect(Object.keys(frontend.properties)).toEqual([
      "image",
      "replicas",
      "probe",
      "extra",
      "nodePort",
      "note",
    ]);
    expect(frontend).toMatchObject({ additionalProperties: false });
    for (const name of ["$ref", "unevaluatedProperties"]) expect(frontend).not.toHaveProperty([name]);
  });

  it("refuse a reference to nothing", () => {
    const broken = "properties: { a: { $ref: '#/$defs/missing' } }";
    expect(() => chartFiles(broken)).toThrow("#/$defs/missing");
  });
});
