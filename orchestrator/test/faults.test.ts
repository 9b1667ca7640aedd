import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { ProblemCode } from "../src/errors.ts";
import { counted, realHelm, Sample } from "./sample.ts";

let app: Sample;
afterEach(() => app?.close());

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
  "a fault is reported with a code, a message and a remedy [needs helm]",
  { timeout: 600_000 },
  () => {
    for (const { fault, code, exit, task, message, remedy, change } of cases)
      it(`${fault || code}`, async () => {
        app = await Sample.create(change);
        app.setFault(fault);
        const ended = await app.up();
        const said = ended.problem;
        expect(said?.code).toBe(code);
        expect(said?.message).toContain(message);
        expect(said?.remedy).toContain(remedy);
        expect(said?.task).toMatch(new RegExp(`^(${task})$`));
        expect(ended.code).toBe(exit);
      });

    it.each([
      [["kubectl"], "command_missing"],
      [["docker", "helm"], "docker_missing"],
      [["minikube"], "cluster_tool_missing"],
    ])("without %j nothing is begun", async (lacking, code) => {
      app = await Sample.create();
      const before = readdirSync(app.folder);
      const path = (app.env.PATH ?? "").split(":");
      const rest = path.filter((folder) => ![...lacking, "bin"].includes(basename(folder)));
      app.env.PATH = [...rest, dirname(process.execPath)].join(":");
      const ended = await app.up();
      expect(ended.code).toBe(3);
      expect(JSON.parse(ended.output)).toMatchObject({
        ...{ type: "problem", code },
        message: `Not installed: ${lacking.join(", ")}. Nothing was done.`,
        remedy: expect.stringContaining("Install"),
      });
      expect(app.effects()).toEqual([]);
      expect(readdirSync(app.folder).filter((name) => name !== ".infra-orchestrator")).toEqual(before);
    });

    it("a full disk stops the build, and the next run resumes there", async () => {
      app = await Sample.create();
      app.setFault("disk-full");
      const ended = await app.up();
      expect(ended.problem).toMatchObject({ code: "disk_full" });
      expect(ended.problem?.message).toMatch(
        /^The disk is full: the build of guestbook-(page|store):latest could not write\.\nERROR: failed to copy: write .* no space left on device$/,
      );
      app.setFault("");
      expect((await app.up()).code).toBe(0);
    });

    it("a cluster that becomes unreachable is named, and the next run resumes there", async () => {
      app = await Sample.create();
      const ended = await app.run(["up", "--yes", "--json"], (event) => {
        if (event.type === "task.end" && event.task === "T023") app.setFault("unreachable");
        return false;
      });
      expect(ended.problem).toMatchObject({ code: "cluster_unreachable", task: "T024" });
      expect(ended.problem?.message).toContain(
        "The cluster of context minikube does not answer.\nUnable to connect to the server",
      );
      app.setFault("");
      const resumed = await app.up();
      expect(resumed.code).toBe(0);
      expect(counted(app.effects()).get("docker build guestbook-page:latest")).toBe(1);
    });

    it("a lint failure names the template", async () => {
      app = await Sample.create();
      await app.run(["up", "--yes", "--json", "--only", "T001,T002,T003"]);
      const extra = join(app.folder, "deploy/guestbook/templates/extra.yaml");
      mkdirSync(join(app.folder, "deploy/guestbook/templates"), { recursive: true });
      writeFileSync(extra, "apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata:\n  name: old\n");
      const ended = await app.up();
      expect(ended.problem).toMatchObject({ code: "lint_failed", task: "T023" });
      expect(ended.problem?.message).toContain("helm lint found faults in");
      expect(ended.problem?.message).toContain("extra.yaml");
      rmSync(extra);
      expect((await app.up()).code).toBe(0);
    });

    it("a stuck release is reported with a remedy", async () => {
      app = await Sample.create();
      await app.up();
      const stuck = { revision: 3, status: "pending-upgrade", description: "Preparing upgrade" };
      const state = app.state();
      app.setState({ ...state, revisions: [...state.revisions, stuck] });
      writeFileSync(join(app.folder, ".env"), "WRITE_KEY=another-key-value\n");
      const ended = await app.up();
      expect(ended.problem).toMatchObject({
        code: "release_pending",
        message: "Release guestbook is stuck in pending-upgrade (revision 3): an earlier helm was killed.",
        remedy: "infra-orchestrator rollback, then run again.",
      });
      expect((await app.run(["rollback", "--yes"])).code).toBe(0);
      expect((await app.up()).code).toBe(0);
    });

    it("a single task names the one it requires", async () => {
      app = await Sample.create();
      const early = await app.up("--only", "T025");
      expect(early.code).toBe(2);
      expect(early.output).toContain("T025 needs T024, which has not been done.");
      expect(app.effects()).toEqual([]);
    });

    it("a pod that crashes while it starts, and recovers in time, is no fault", async () => {
      app = await Sample.create((text) => text.replace("readySeconds: 3", "readySeconds: 60"));
      app.setFault("crashed-once");
      const ended = await app.run(["up", "--yes", "--json"], (event) => {
        const waits = event.type === "task.note" && event.task === "T027";
        // Longer than a fault has to last to be final.
        if (waits && event.message.includes("CrashLoopBackOff")) setTimeout(() => app.setFault(""), 8000);
        return false;
      });
      expect(ended.problem).toBeUndefined();
      expect(ended.code).toBe(0);
    });

    it.each([
      ["containerd", "minikube"],
      ["multinode", "minikube-m02"],
    ])(
      "%s: images are built on the machine and loaded, again if a node is created again",
      async (kind, node) => {
        app = await Sample.create();
        app.setFault(kind);
        expect((await app.up()).code).toBe(0);
        const loads = () => app.effects().filter((effect) => effect.startsWith("minikube image load"));
        expect(loads()).toEqual([
          expect.stringMatching(/^minikube image load guestbook-(page|store):[0-9a-f]{12}$/),
          expect.stringMatching(/^minikube image load guestbook-(page|store):[0-9a-f]{12}$/),
        ]);
        expect((await app.up()).end?.changed).toBe(0);
        expect(loads()).toHaveLength(2);
        // The machine's daemon still has the images.
        app.forgetImages(node);
        expect((await app.up()).code).toBe(0);
        expect(loads()).toHaveLength(4);
      },
    );
  },
);
