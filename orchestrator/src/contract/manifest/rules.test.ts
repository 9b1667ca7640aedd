import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { loadContract } from "../load.ts";
import { judge } from "../violation.ts";
import { defaultValues, expectation, otherValues, type Values, withValue } from "./expect.ts";
import { manifestsOf } from "./manifests.ts";
import { readObjects } from "./render.ts";
import { manifestRules } from "./rules.ts";

const contract = loadContract(resolve(import.meta.dirname, "../../../test/fixtures/guestbook/deploy.yaml"));
const values = withValue(defaultValues(contract), "page.podAnnotations", { "checksum/of": "it" });
const manifest = (file: string) => {
  const found = manifestsOf(contract).find((each) => each.file === file);
  if (!found) throw new Error(file);
  return found;
};

const probe = (path: string, delay: number, period: number) =>
  `{ httpGet: { path: ${path}, port: 8080 }, initialDelaySeconds: ${delay}, periodSeconds: ${period} }`;

/** Valid answers, written by hand like an agent's: they differ from the built-in agent's. */
const right = {
  "page-deployment.yaml": `
apiVersion: apps/v1
kind: Deployment
metadata: { name: guestbook-page, labels: { app: guestbook-page } }
spec:
  replicas: 2
  strategy: { type: RollingUpdate, rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }
  selector: { matchLabels: { app: guestbook-page } }
  template:
    metadata: { labels: { app: guestbook-page }, annotations: { checksum/of: it, mine: too } }
    spec:
      automountServiceAccountToken: false
      securityContext: { runAsNonRoot: true, runAsUser: 10001, runAsGroup: 10001, seccompProfile: { type: RuntimeDefault } }
      volumes: [{ name: tmp, emptyDir: { sizeLimit: 16Mi } }]
      containers:
        - name: guestbook-page
          image: guestbook-page:latest
          imagePullPolicy: Never
          ports: [{ containerPort: 8080 }]
          envFrom: [{ configMapRef: { name: guestbook-settings } }, { secretRef: { name: guestbook-key } }]
          resources: { requests: { cpu: 20m, memory: 48Mi }, limits: { cpu: 200m, memory: 128Mi } }
          livenessProbe: ${probe("/alive", 3, 10)}
          readinessProbe: ${probe("/ready", 1, 3)}
          securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] } }
          volumeMounts: [{ name: tmp, mountPath: /tmp }]
`,
  "page-service.yaml": `
apiVersion: v1
kind: Service
metadata: { name: guestbook-page, labels: { app: guestbook-page } }
spec: { type: NodePort, selector: { app: guestbook-page }, ports: [{ port: 8080, targetPort: 8080, nodePort: 30180 }] }
`,
  "store-service.yaml": `
apiVersion: v1
kind: Service
metadata: { name: guestbook-store, labels: { app: guestbook-store } }
spec: { selector: { app: guestbook-store }, ports: [{ port: 9000, targetPort: 9000 }] }
`,
  "configmap.yaml": `
apiVersion: v1
kind: ConfigMap
metadata: { name: guestbook-settings }
data: { GREETING: Leave a line, STORE_URL: "http://guestbook-store:9000" }
`,
} as const;
type File = keyof typeof right;

function broken(file: File, text: string, set: Values = values): string[] {
  const { objects, errors } = readObjects(text);
  const expected = expectation(manifest(file), set, contract.namespace);
  return [...new Set(judge(manifestRules, { objects, errors, expected, given: "" }).map((v) => v.rule))];
}

const D: File = "page-deployment.yaml";
const S: File = "page-service.yaml";
const C: File = "configmap.yaml";
type Mutant = [file: File, from: string, to: string];

/** For each rule, artifacts that break this rule only. */
const mutants: Record<string, Mutant[]> = {
  "manifest/renders": [
    [D, "spec:\n  replicas", "spec: [\n  replicas"],
    [C, "kind: ConfigMap", "kind: ConfigMap\nkind: ConfigMap"],
  ],
  // A second object is added below; this only names the files.
  "manifest/one-object": [
    [C, "", ""],
    [S, "", ""],
  ],
  "manifest/kind": [
    [D, "apps/v1", "extensions/v1beta1"],
    [D, "kind: Deployment", "kind: StatefulSet"],
    [C, "kind: ConfigMap", "kind: Secret"],
  ],
  "manifest/schema": [
    [D, "  replicas: 2", "  replicas: 2\n  replica: 2"],
    [D, "imagePullPolicy: Never", "imagePullPolicy: Never\n          imagePullPolice: Never"],
    [D, "  replicas: 2", '  replicas: 2\n  revisionHistoryLimit: "3"'],
    [D, "      containers:", "      nodeSelector: [fast]\n      containers:"],
    [D, "sizeLimit: 16Mi }", "sizeLimit: [16Mi] }"],
    [D, "sizeLimit: 16Mi }", "sizeLimit: 16MB }"],
    [D, "  replicas: 2", "  replicas: 2\n  minReadySeconds: 3000000000"],
    [D, "mountPath: /tmp }", "mountPath: /tmp }, { name: tmp }"],
    [S, "spec: {", "spec: { kind: x,"],
    [S, "type: NodePort", "type: NodePort, sessionAffinity: always"],
    [C, "metadata: { ", "metadata: { labels: { a: 1 }, "],
  ],
  "manifest/name": [
    [D, "metadata: { name: guestbook-page,", "metadata: { name: page,"],
    [C, "guestbook-settings", "settings"],
  ],
  "manifest/namespace": [[S, "metadata: {", "metadata: { namespace: default,"]],
  "manifest/labels": [
    [S, "labels: { app: guestbook-page }", "labels: { app: page }"],
    [D, "name: guestbook-page, labels: { app: guestbook-page }", "name: guestbook-page"],
    [D, "    metadata: { labels: { app: guestbook-page },", "    metadata: { labels: { app: other },"],
  ],
  "manifest/selector": [
    [D, "matchLabels: { app: guestbook-page }", "matchLabels: { app: guestbook-page, tier: web }"],
  ],
  "manifest/replicas": [
    [D, "replicas: 2", "replicas: 1"],
    [D, "  replicas: 2\n", ""],
  ],
  "manifest/strategy": [
    [D, "maxUnavailable: 0", "maxUnavailable: 1"],
    [D, "  strategy: { type: RollingUpdate, rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }\n", ""],
  ],
  "manifest/containers": [
    [D, "- name: guestbook-page", "- name: page"],
    [D, "      containers:", "      initContainers: [{ name: x, image: x }]\n      containers:"],
    [D, "          volumeMounts: [{ name: tmp, mountPath: /tmp }]", "        - { name: side, image: side }"],
  ],
  "manifest/image": [
    [D, "image: guestbook-page:latest", "image: guestbook-page:1"],
    [D, "image: guestbook-page:latest", "image: nginx"],
  ],
  "manifest/pull-policy": [
    [D, "imagePullPolicy: Never", "imagePullPolicy: Always"],
    [D, "          imagePullPolicy: Never\n", ""],
  ],
  "manifest/container-port": [
    [D, "containerPort: 8080", "containerPort: 80"],
    [D, "{ containerPort: 8080 }", "{ containerPort: 8080 }, { containerPort: 9229 }"],
  ],
  "manifest/env-from": [
    [D, "secretRef: { name: guestbook-key }", "secretRef: { name: other }"],
    [D, ", { secretRef: { name: guestbook-key } }", ""],
    [D, "secretRef: { name: guestbook-key }", "secretRef: { name: guestbook-key, optional: true }"],
  ],
  "manifest/pod-annotations": [
    [D, "checksum/of: it", "checksum/of: another"],
    [D, ", annotations: { checksum/of: it, mine: too }", ""],
  ],
  "manifest/requests": [
    [D, "cpu: 20m", "cpu: 1"],
    [D, "requests: { cpu: 20m, memory: 48Mi }, ", ""],
  ],
  "manifest/limits": [
    [D, "memory: 128Mi", "memory: 1Gi"],
    [D, ", limits: { cpu: 200m, memory: 128Mi }", ""],
  ],
  "manifest/startup-probe": [
    [D, "          livenessProbe", `          startupProbe: ${probe("/x", 0, 1)}\n          livenessProbe`],
  ],
  "manifest/liveness-probe": [
    [D, "/alive", "/health"],
    [D, `          livenessProbe: ${probe("/alive", 3, 10)}\n`, ""],
    [D, "periodSeconds: 10", "periodSeconds: 10, failureThreshold: 9"],
  ],
  "manifest/readiness-probe": [
    [D, "path: /ready, port: 8080", "path: /ready, port: 80"],
    [D, "periodSeconds: 3 }", "periodSeconds: 30 }"],
  ],
  "manifest/run-as": [
    [D, "runAsUser: 10001", "runAsUser: 0"],
    [D, "runAsNonRoot: true, ", ""],
    [D, "runAsGroup: 10001, ", ""],
    [D, "securityContext: { allow", "securityContext: { runAsUser: 0, allow"],
  ],
  "manifest/privilege-escalation": [
    [D, "allowPrivilegeEscalation: false, ", ""],
    [D, "allowPrivilegeEscalation: false", "allowPrivilegeEscalation: false, privileged: true"],
  ],
  "manifest/capabilities": [
    [D, "drop: [ALL]", "drop: [NET_RAW]"],
    [D, "drop: [ALL]", "drop: [ALL], add: [SYS_ADMIN]"],
  ],
  "manifest/seccomp": [
    [D, "RuntimeDefault", "Unconfined"],
    [D, ", seccompProfile: { type: RuntimeDefault }", ""],
  ],
  "manifest/read-only-root": [
    [D, "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false"],
    [D, "readOnlyRootFilesystem: true, ", ""],
  ],
  "manifest/no-token": [
    [D, "automountServiceAccountToken: false", "automountServiceAccountToken: true"],
    [D, "      automountServiceAccountToken: false\n", ""],
  ],
  "manifest/no-host": [
    [D, "      volumes:", "      hostNetwork: true\n      volumes:"],
    [D, "emptyDir: { sizeLimit: 16Mi }", "hostPath: { path: / }"],
    [D, "{ containerPort: 8080 }", "{ containerPort: 8080, hostPort: 8080 }"],
  ],
  "manifest/no-literal-secret": [
    [D, "          resources", "          env: [{ name: API_TOKEN, value: abc }]\n          resources"],
  ],
  "manifest/volumes": [
    [D, "emptyDir: { sizeLimit: 16Mi }", "emptyDir: {}"],
    [D, "emptyDir: { sizeLimit: 16Mi }", "secret: { secretName: guestbook-key }"],
  ],
  "manifest/no-shell": [
    [
      D,
      "          imagePullPolicy",
      "          command: [sh, -c, node server.mjs]\n          imagePullPolicy",
    ],
  ],
  "manifest/service-type": [
    [S, "type: NodePort", "type: LoadBalancer"],
    ["store-service.yaml", "spec: {", "spec: { type: NodePort,"],
  ],
  "manifest/service-selector": [[S, "selector: { app: guestbook-page }", "selector: { app: page }"]],
  "manifest/service-port": [
    [S, "port: 8080, targetPort", "port: 80, targetPort"],
    [S, "targetPort: 8080", "targetPort: 80"],
    [S, "nodePort: 30180 }]", "nodePort: 30180 }, { port: 9, targetPort: 8080 }]"],
  ],
  "manifest/node-port": [
    [S, "nodePort: 30180", "nodePort: 30181"],
    [S, ", nodePort: 30180", ""],
    ["store-service.yaml", "targetPort: 9000", "targetPort: 9000, nodePort: 30001"],
  ],
  "manifest/service-exposure": [[S, "type: NodePort", "type: NodePort, externalIPs: [192.0.2.1]"]],
  "manifest/data": [
    [C, "Leave a line", "Leave two lines"],
    [C, "GREETING: Leave a line, ", ""],
    [C, "\ndata: {", "\ndata: { EXTRA: x,"],
  ],
  "manifest/no-binary": [[C, "\ndata: {", "\nimmutable: true\ndata: {"]],
};
describe("manifest rules", () => {
  for (const file of Object.keys(right) as File[])
    it(`accept a valid ${file} of a different style`, () => {
      expect(broken(file, right[file])).toEqual([]);
    });

  for (const rule of manifestRules)
    it(`${rule.id} catches each artifact that breaks only this rule`, () => {
      const list = mutants[rule.id] ?? [];
      for (const [file, from, to] of list) {
        const second = "\n---\napiVersion: v1\nkind: Secret\nmetadata: { name: x }\n";
        const text = rule.id === "manifest/one-object" ? right[file] + second : right[file].replace(from, to);
        expect(text, from).not.toBe(right[file]);
        expect(broken(file, text), `${from} → ${to}`).toEqual([rule.id]);
      }
      expect(list.length).toBeGreaterThan(0);
    });

  it("detect every number that is hard-coded instead of taken from the values", () => {
    const found = broken(D, right[D], otherValues(contract, values)).map((id) => id.replace("manifest/", ""));
    expect(found.sort()).toEqual(
      ["container-port", "env-from", "image", "limits", "liveness-probe", "pod-annotations"].concat([
        "pull-policy",
        "readiness-probe",
        "replicas",
        "requests",
      ]),
    );
    expect(broken(C, right[C], otherValues(contract, values))).toEqual(["manifest/name", "manifest/data"]);
  });

  it("expect no replicas if autoscaling is on", () => {
    const scaled = withValue(values, "page.autoscaling.enabled", true);
    expect(broken(D, right[D], scaled)).toEqual(["manifest/replicas"]);
    expect(broken(D, right[D].replace("  replicas: 2\n", ""), scaled)).toEqual([]);
  });

  it("reject garbage without throwing", () => {
    for (const rubbish of ["", "null", "[]", "text", "{}", "kind: Deployment", "a: &x [*x]", "- 1\n- 2"])
      expect(broken(D, rubbish).length, rubbish).toBeGreaterThan(0);
  });
});
