import { expect, it } from "vitest";
import { secretMask } from "./secret-mask.ts";

const password = "c2VjcmV0LXBhc3N3b3Jk";
const manifests = (value: string) => `---
# Source: app/templates/database/secret.yaml
apiVersion: v1
kind: Secret
metadata:
  name: app-database
stringData:
  url: |
    postgres://app:secret-password@db/app
data:
  password: ${value}
---
# Source: app/templates/config.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: app
data:
  mode: plain
`;

it("hides each value of a Secret and leaves the rest unchanged", () => {
  const masked = secretMask()(manifests(password));
  expect(masked).not.toContain(password);
  expect(masked).not.toContain("secret-password");
  expect(masked).toContain("# Source: app/templates/database/secret.yaml");
  expect(masked).toMatch(/password: "?\(hidden [0-9a-f]{6}\)/);
  expect(masked.slice(masked.indexOf("# Source: app/templates/config.yaml"))).toBe(
    manifests(password).slice(manifests(password).indexOf("# Source: app/templates/config.yaml")),
  );
});

it("still shows whether a value differs, but is not comparable between runs", () => {
  const mask = secretMask();
  expect(mask(manifests(password))).toBe(mask(manifests(password)));
  expect(mask(manifests(password))).not.toBe(mask(manifests("b3RoZXI=")));
  expect(secretMask()(manifests(password))).not.toBe(mask(manifests(password)));
});
