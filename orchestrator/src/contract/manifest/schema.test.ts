import { describe, expect, it } from "vitest";
import { schemaErrors } from "./schema.ts";

const service = (spec: object) => ({ apiVersion: "v1", kind: "Service", metadata: { name: "web" }, spec });
const deployment = (container: object) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web" },
  spec: {
    selector: { matchLabels: { app: "web" } },
    template: { metadata: { labels: { app: "web" } }, spec: { containers: [container] } },
  },
});

describe("Kubernetes' own schema", () => {
  it.each([
    ["a port by number", service({ ports: [{ port: 80, targetPort: 80 }] })],
    ["a port by name", service({ ports: [{ port: 80, targetPort: "http" }] })],
    [
      "a field that is null, which counts as left out",
      service({ ports: [{ port: 80 }], externalName: null }),
    ],
  ])("accepts %s", (_, object) => {
    expect(schemaErrors("Service", object)).toEqual([]);
  });

  it("accepts quantities as text and as numbers", () => {
    const resources = { requests: { cpu: 1, memory: "64Mi" }, limits: { cpu: 0.5, memory: 1e8 } };
    expect(schemaErrors("Deployment", deployment({ name: "web", resources }))).toEqual([]);
  });

  it.each([
    ["spec.ports[0].port is missing", service({ ports: [{ targetPort: 80 }] })],
    ['spec.ports[0].port is "80", which is no integer', service({ ports: [{ port: "80" }] })],
    ["spec.port is no field of a Service", service({ port: 80 })],
    ['spec.type is "Nodeport", not one of', service({ type: "Nodeport" })],
    ["spec.ports[0].targetPort is true, which is no", service({ ports: [{ port: 80, targetPort: true }] })],
    ["it is [], which is no object", []],
  ])("says “%s”", (message, object) => {
    expect(schemaErrors("Service", object).join("\n")).toContain(message);
  });

  it("says what is wrong deep inside, where it is", () => {
    const container = { name: "web", env: [{ name: "A", value: 1 }], readinessProbe: { httpget: {} } };
    expect(schemaErrors("Deployment", deployment(container))).toEqual([
      "spec.template.spec.containers[0].env[0].value is 1, which is no string",
      "spec.template.spec.containers[0].readinessProbe.httpget is no field of a Deployment",
    ]);
  });
});
