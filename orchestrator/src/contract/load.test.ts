import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { derivedFiles } from "../../scripts/deploy-schema.ts";
import { contractJsonSchema, type Field } from "./json-schema.ts";
import { parseContract } from "./load.ts";

const right = readFileSync(resolve(import.meta.dirname, "../../test/fixtures/guestbook/deploy.yaml"), "utf8");

/** The faults of the sample after replacing a text, with the number of the line that contains `at`. */
function told(from: string, to: string): string {
  expect(right, from).toContain(from);
  try {
    parseContract(right.replace(from, to), "deploy.yaml");
  } catch (error) {
    return (error as Error).message;
  }
  return "nothing";
}
const lineWith = (text: string) => right.slice(0, right.indexOf(text)).split("\n").length;

describe("a fault of deploy.yaml", () => {
  it("is not reported for a valid one", () => expect(told("pods: 3", "pods: 3")).toBe("nothing"));

  const cases: [what: string, from: string, to: string, message: string][] = [
    [
      "a value of another type",
      "port: 8080",
      "port: web",
      'services[0].port is "web": write a whole number from 1 to 65535 (Port the program listens on)',
    ],
    [
      "a number out of range",
      "nodePort: 30180",
      "nodePort: 80",
      "services[0].nodePort is 80: write a whole number from 30000 to 32767 (Port on every node, for a NodePort)",
    ],
    [
      "a misspelt name",
      "livenessProbe:",
      "livenesProbe:",
      "services[0].livenesProbe is unknown: write livenessProbe",
    ],
    [
      "one of several",
      "type: NodePort",
      "type: Loadbalancer",
      'services[0].type is "Loadbalancer": write ClusterIP or NodePort (Type of its Service)',
    ],
    [
      "a text of another form",
      "cpu: 20m",
      "cpu: lots",
      'services[0].resources.requests.cpu is "lots": write a quantity of Kubernetes, such as 100m or 128Mi (CPUs, such as 100m or 2)',
    ],
    [
      "a name that is none",
      "name: guestbook-store",
      "name: Guestbook_Store",
      'services[1].name is "Guestbook_Store": write at most 63 of a-z, 0-9 and -, no - at either end (Name of its Deployment, Service and container, and the value of its label `app`)',
    ],
    [
      "a step that is neither",
      "{ copy: [page/], to: ./ }",
      "{ copy: [page/] }",
      "services[0].image.stages[0].steps[0].to is missing: write text (Destination)",
    ],
    [
      "an unknown service",
      "page: { service: page,",
      "page: { service: web,",
      "there is no service web: the services are page, store",
    ],
    [
      "a Secret that is not defined",
      "name: guestbook-key, value: secrets.key }\n    resources:\n      requests: { cpu: 20m",
      "name: other-key, value: secrets.key }\n    resources:\n      requests: { cpu: 20m",
      "service page reads Secret other-key, which is not defined: add it under secrets",
    ],
    ["a duplicate name", "id: store", "id: page", "service id page is used twice: each must be unique"],
  ];
  for (const [what, from, to, message] of cases)
    it(`${what} is reported with its line and a fix`, () => {
      expect(told(from, to).split("\n")).toContain(`deploy.yaml:${lineWith(from)} ${message}`);
    });

  it("that something is missing is reported where it belongs", () => {
    expect(told("    port: 9000\n", "")).toBe(
      `deploy.yaml:${lineWith("  - id: store")} services[1].port is missing: write a whole number from 1 to 65535 (Port the program listens on)`,
    );
  });

  it("is one of several, which are in the order of their lines", () => {
    const text = right.replace("version: 1\n", "version: 2\n").replace("maxSize: 300", "maxSize: big");
    expect(() => parseContract(text, "d.yaml")).toThrow(
      /^d\.yaml:3 version is 2: write 1 .*\nd\.yaml:\d+ services/,
    );
  });

  it("is reported with its line if it is not YAML", () => {
    expect(told("replicas: 2", "replicas: [2")).toMatch(/^deploy\.yaml:\d+ is not YAML: /);
    expect(told("replicas: 2", "replicas: 2\n    replicas: 3")).toContain(
      `deploy.yaml:${lineWith("replicas: 2") + 1} is not YAML: Map keys must be unique`,
    );
  });

  it("never mentions the library that found it", () => {
    for (const [, from, to] of cases) expect(told(from, to)).not.toMatch(/expected|received|Invalid|zod|✖/);
  });
});

it("the schema for editors and the documentation match the schema in the code", () => {
  for (const [path, text] of Object.entries(derivedFiles()))
    expect(readFileSync(resolve(import.meta.dirname, "../../..", path), "utf8"), path).toBe(text);
});

it("every field has a description", () => {
  const bare: string[] = [];
  const walk = (field: Field, path: string) => {
    for (const [name, inner] of Object.entries(field.properties ?? {})) {
      if (!inner.description) bare.push(`${path}.${name}`);
      walk(inner, `${path}.${name}`);
    }
    for (const inner of [field.items, ...(field.anyOf ?? [])]) if (inner) walk(inner, path);
    if (typeof field.additionalProperties === "object") walk(field.additionalProperties, `${path}.*`);
  };
  walk(contractJsonSchema(), "");
  expect(bare).toEqual([]);
});
