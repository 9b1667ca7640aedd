import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { ProblemCode } from "../src/errors.ts";
import {
  counted,
  effectsOf,
  end,
  orchestrate,
  problem,
  realHelm,
  type Sample,
  sample,
  setFault,
} from "./fake.ts";

let app: Sample;
afterEach(() => app?.close());

const up = (more: string[] = []) => orchestrate(app, ["up", "--yes", "--json", ...more]);

interface Case {
  fault: string;
  code: ProblemCode;
  exit: number;
  task: string;
  message: string;
  remedy: string;
  change?: (contract: string) => string;
}

const cases: Case[] = [
  {
    fault: "no-docker",
    code: "docker_unreachable",
    exit: 3,
    task: "T004",
    message:
      "Minikube cannot start: The Docker daemon does not answer.\nX Exiting due to PROVIDER_DOCKER_NOT_RUNNING: Cannot connect to the Docker daemon",
    remedy: "Start Docker: systemctl start docker, or Docker Desktop.",
  },
  {
    fault: "wrong-daemon",
    code: "wrong_daemon",
    exit: 3,
    task: "T005",
    message:
      "This Docker daemon is not Minikube's: docker ps shows no k8s_ containers, so an image built here would not be found by the cluster.",
    remedy: "Run eval $(minikube docker-env) in this shell, or unset DOCKER_HOST; then run again.",
  },
  {
    fault: "host-port-taken",
    code: "port_taken",
    exit: 3,
    task: "T004",
    message:
      "Minikube cannot publish its port: another program has it.\nBind for 127.0.0.1:30080 failed: port is already allocated",
    remedy: "End the program that listens on port 30080 (ss -ltnp | grep 30080), then run again.",
  },
  {
    fault: "clock-skew",
    code: "clock_skew",
    exit: 3,
    task: "T004",
    message: "ahead of this machine's: certificates, tokens and measurements would be wrong.",
    remedy: "Set it: minikube ssh -- sudo date -u -s @$(date +%s), or minikube stop and start.",
  },
  {
    fault: "too-large",
    code: "image_too_large",
    exit: 4,
    task: "T009|T014",
    message: "has 900.0 MB, the gate is below 300 MB.",
    remedy: "copy less into the final stage",
  },
  {
    fault: "port-taken",
    code: "port_taken",
    exit: 3,
    task: "T025",
    message: "NodePort 30180 is taken by another Service of this cluster.",
    remedy: "Find it: kubectl get services --all-namespaces | grep 30180. Delete it, or change nodePort.",
  },
  {
    fault: "oom",
    code: "pods_not_ready",
    exit: 4,
    task: "T027",
    message:
      "pod/guestbook-page-0 OOMKilled: it used more memory than its limit of 128Mi and was killed (exit code 137)",
    remedy: "Raise resources.limits.memory, or find what grows: infra-orchestrator optimise measures it.",
  },
  {
    fault: "never-pull",
    code: "pods_not_ready",
    exit: 4,
    task: "T027",
    message:
      "is not in this cluster's own store, and its pull policy is Never\npod/guestbook-page-1 ErrImageNeverPull: image guestbook-page:",
    remedy:
      "Build it in the cluster's daemon: eval $(minikube docker-env) && docker build -t guestbook-page:",
  },
  {
    fault: "",
    code: "secret_missing",
    exit: 1,
    task: "T024",
    message: "Secret guestbook-key lacks WRITE_KEY (who may write).",
    remedy: "Write it into .env, one NAME=value per line; the file is never committed.",
    change: (text) => text.replace("WRITE_KEY: { generate: 24 }", "WRITE_KEY: { describe: who may write }"),
  },
];

describe.skipIf(!realHelm)(
  "what can go wrong is said in words, with what to do [needs helm]",
  { timeout: 600_000 },
  () => {
    for (const { fault, code, exit, task, message, remedy, change } of cases)
      it(`${fault || code}`, async () => {
        app = await sample(change);
        setFault(app, fault);
        const ended = await up();
        const said = problem(ended);
        expect(said?.code).toBe(code);
        expect(said?.message).toContain(message);
        expect(said?.remedy).toContain(remedy);
        expect(said?.task).toMatch(new RegExp(`^(${task})$`));
        expect(ended.code).toBe(exit);
      });

    it("a full disk stops the build, and the next run resumes there", async () => {
      app = await sample();
      setFault(app, "disk-full");
      const ended = await up();
      expect(problem(ended)).toMatchObject({ code: "disk_full" });
      expect(problem(ended)?.message).toMatch(
        /^The disk is full: the build of guestbook-(page|store):latest could not write\.\nERROR: failed to copy: write .* no space left on device$/,
      );
      setFault(app, "");
      expect((await up()).code).toBe(0);
    });

    it("a cluster that is lost in the middle is named, and the next run resumes there", async () => {
      app = await sample();
      const ended = await orchestrate(app, ["up", "--yes", "--json"], (event) => {
        if (event.type === "task.end" && event.task === "T023") setFault(app, "unreachable");
        return false;
      });
      expect(problem(ended)).toMatchObject({ code: "cluster_unreachable", task: "T024" });
      expect(problem(ended)?.message).toContain(
        "The cluster of context minikube does not answer.\nUnable to connect to the server",
      );
      setFault(app, "");
      const resumed = await up();
      expect(resumed.code).toBe(0);
      expect(counted(effectsOf(app)).get("docker build guestbook-page:latest")).toBe(1);
    });

    it("a chart that does not lint names the template", async () => {
      app = await sample();
      await orchestrate(app, ["up", "--yes", "--json", "--only", "T001,T002,T003"]);
      const extra = join(app.project, "deploy/guestbook/templates/extra.yaml");
      mkdirSync(join(app.project, "deploy/guestbook/templates"), { recursive: true });
      writeFileSync(extra, "apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata:\n  name: old\n");
      const ended = await up();
      expect(problem(ended)).toMatchObject({ code: "lint_failed", task: "T023" });
      expect(problem(ended)?.message).toContain("helm lint found faults in");
      expect(problem(ended)?.message).toContain("extra.yaml");
      rmSync(extra);
      expect((await up()).code).toBe(0);
    });

    it("a release that is stuck is named with the way out", async () => {
      app = await sample();
      await up();
      const file = join(app.state, "state.json");
      const state = JSON.parse(readFileSync(file, "utf8")) as { revisions: object[] };
      state.revisions.push({ revision: 3, status: "pending-upgrade", description: "Preparing upgrade" });
      writeFileSync(file, JSON.stringify(state));
      writeFileSync(join(app.project, ".env"), "WRITE_KEY=another-key-value\n");
      const ended = await up();
      expect(problem(ended)).toMatchObject({
        code: "release_pending",
        message: "Release guestbook is stuck in pending-upgrade (revision 3): an earlier helm was killed.",
        remedy: "infra-orchestrator rollback, then run again.",
      });
      expect((await orchestrate(app, ["rollback", "--yes"])).code).toBe(0);
      expect((await up()).code).toBe(0);
    });

    it("a single task says which one it needs first", async () => {
      app = await sample();
      const early = await up(["--only", "T025"]);
      expect(early.code).toBe(2);
      expect(early.output).toContain("T025 needs T024, which has not been done.");
      expect(effectsOf(app)).toEqual([]);
    });

    it("containerd: images are built on the machine and loaded", async () => {
      app = await sample();
      setFault(app, "containerd");
      expect((await up()).code).toBe(0);
      const loads = () => effectsOf(app).filter((effect) => effect.startsWith("minikube image load"));
      expect(loads()).toEqual([
        expect.stringMatching(/^minikube image load guestbook-(page|store):[0-9a-f]{12}$/),
        expect.stringMatching(/^minikube image load guestbook-(page|store):[0-9a-f]{12}$/),
      ]);
      expect(end(await up())?.changed).toBe(0);
      expect(loads()).toHaveLength(2);
      // The cluster was deleted and made again: the machine's daemon still has what it lacks.
      for (const name of readdirSync(app.state))
        if (name.startsWith("minikube-")) rmSync(join(app.state, name));
      expect((await up()).code).toBe(0);
      expect(loads()).toHaveLength(4);
    });
  },
);
