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

  it.each([
    ["spec.ports[0].port is missing", service({ ports: [{ targetPort: 80 }] })],
    ['spec.ports[0].port is "80", which is no integer', service({ ports: [{ port: "80" }] })],
    ["spec.ports[0].port is 3000000000, which is no 32-bit integer", service({ ports: [{ port: 3e9 }] })],
    [
      "spec.port is no field of a Service; known there: allocateLoadBalancerNodePorts,",
      service({ port: 80 }),
    ],
    ['spec.type is "Nodeport", not one of', service({ type: "Nodeport" })],
    [
      "spec.ports[0].targetPort is true, which is no integer or string",
      service({ ports: [{ port: 80, targetPort: true }] }),
    ],
    ["it is [], which is no object", []],
  ])("reports “%s”", (message, object) => {
    expect(schemaErrors("Service", object).join("\n")).toContain(message);
  });

  it.each(["64Mi", "0.5", ".5", "2.", "1e3", "12E-2", "3E", "100m", "+5", 0.5, 1e8])(
    "accepts %j as a quantity",
    (memory) => {
      const resources = { limits: { memory } };
      expect(schemaErrors("Deployment", deployment({ name: "web", resources }))).toEqual([]);
    },
  );

  it.each(["lots", "", "64MB", "1 Gi", "64mi", "1e", "--1", "."])("rejects %j as a quantity", (memory) => {
    const resources = { limits: { memory } };
    expect(schemaErrors("Deployment", deployment({ name: "web", resources }))).toEqual([
      `spec.template.spec.containers[0].resources.limits.memory is ${JSON.stringify(memory)}, which is no quantity such as 250m or 64Mi`,
    ]);
  });

  it("gives the path of a nested fault", () => {
    const container = { name: "web", env: [{ name: "A", value: 1 }], readinessProbe: { httpget: {} } };
    expect(schemaErrors("Deployment", deployment(container))).toEqual([
      "spec.template.spec.containers[0].env[0].value is 1, which is no string",
      "spec.template.spec.containers[0].readinessProbe.httpget is no field of a Deployment; known there: exec, failureThreshold, grpc, httpGet, initialDelaySeconds, periodSeconds, successThreshold, tcpSocket, terminationGracePeriodSeconds, timeoutSeconds",
    ]);
  });
});
