import { spawnSync } from "node:child_process";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { which } from "../src/exec/run.ts";
import { Project } from "./project.ts";
import { realProject } from "./real.ts";

const there =
  ["minikube", "kubectl", "helm", "docker"].every((program) => which(program)) &&
  spawnSync("minikube", ["status"], { timeout: 20_000 }).status === 0;

const PROFILE = process.env.MINIKUBE_PROFILE ?? "minikube";
const NAMESPACE = "guestbook-real";
const IMAGE = "{.spec.template.spec.containers[0].image}";
const app = new Project(there ? realProject(NAMESPACE, 30182) : "", process.env);
const up = (more: string[] = []) => app.run(["up", "--json", "--agents", "builtin", ...more]);
const kubectl = (...args: string[]) =>
  spawnSync("kubectl", ["--context", PROFILE, ...args], { encoding: "utf8", timeout: 30_000 }).stdout;

describe.skipIf(!there)(
  "a whole run on a real Minikube [needs a running Minikube, helm and docker]",
  { timeout: 600_000 },
  () => {
    afterAll(() => app.run(["down", "--yes"]), 200_000);

    it("deploys, sizes and proves an application, and does nothing the second time", async () => {
      const first = await up();
      expect(first.end, first.output).toMatchObject({ ok: true });
      expect(first.code).toBe(0);
      const second = await up();
      expect(second.end).toMatchObject({ ok: true, changed: 0 });
      expect((await app.run(["audit", "verify"])).code).toBe(0);
      expect((await app.run(["status"])).code).toBe(0);
      expect((await app.run(["diff"])).code).toBe(0);
      const report = readFileSync(join(app.folder, ".infra-orchestrator/report.html"), "utf8");
      expect(report).toContain("kubelet summary");
    });

    it("goes back to the very image that ran before", async () => {
      const image = () =>
        kubectl("-n", NAMESPACE, "get", "deployment/guestbook-page", "-o", `jsonpath=${IMAGE}`);
      const before = image();
      expect(before).toMatch(/:[0-9a-f]{12}$/);
      appendFileSync(join(app.folder, "page/server.mjs"), "// worse\n");
      const deployed = await app.run(["deploy", "--agents", "builtin", "--json"]);
      expect(deployed.code, deployed.output).toBe(0);
      expect(image()).not.toBe(before);
      const back = await app.run(["rollback", "--yes"]);
      expect(back.code, back.output).toBe(0);
      expect(image()).toBe(before);
      expect((await app.run(["status"])).code).toBe(0);
    });

    it("names the cause when an image is not where the cluster looks, and recovers", async () => {
      kubectl("-n", NAMESPACE, "set", "image", "deployment/guestbook-page", "guestbook-page=nowhere:v1");
      await expect
        .poll(async () => (await app.run(["status"])).output, { timeout: 90_000, interval: 2000 })
        .toContain("image nowhere:v1 is not in this cluster's own store, and its pull policy is Never");
      expect((await app.run(["status"])).code).toBe(6);
      kubectl("-n", NAMESPACE, "rollout", "undo", "deployment/guestbook-page");
      await expect
        .poll(async () => (await app.run(["status"])).code, { timeout: 90_000, interval: 2000 })
        .toBe(0);
    });

    it("takes away what it made", async () => {
      const gone = await app.run(["down", "--yes"]);
      expect(gone.code, gone.output).toBe(0);
      expect(kubectl("get", "namespace", NAMESPACE, "--ignore-not-found")).toBe("");
    });
  },
);
