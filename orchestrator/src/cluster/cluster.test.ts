import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Command, CommandResult, Runner } from "../exec/run.ts";
import { Redactor } from "../exec/secret.ts";
import { Docker, proxyArguments } from "./docker.ts";
import { Kubectl } from "./kubectl.ts";
import { minikube, readStatus } from "./minikube.ts";
import { existing, k3d, kind } from "./others.ts";

const redactor = new Redactor();
const done: CommandResult = {
  exitCode: 0,
  stdout: "",
  stderr: "",
  timedOut: false,
  canceled: false,
  missing: false,
  durationMs: 1,
};

/** Answers by the start of the command line, and records the commands. */
function answering(answers: Record<string, Partial<CommandResult>>): Runner & { calls: Command[] } {
  const calls: Command[] = [];
  return {
    calls,
    async run(command) {
      calls.push(command);
      const line = [command.file, ...command.args].join(" ");
      const key = Object.keys(answers).find((start) => line.startsWith(start));
      return key === undefined ? { ...done, exitCode: null, missing: true } : { ...done, ...answers[key] };
    },
  };
}
const lines = (runner: { calls: Command[] }) =>
  runner.calls.map(({ file, args }) => [file, ...args].join(" "));

describe("minikube", () => {
  const daemonOf = (result: Partial<CommandResult>) =>
    minikube(answering({ "minikube docker-env": result }), redactor, "minikube", []).daemon();

  it("reads the state of one node and of several", () => {
    const node = { Name: "m", Host: "Running", Kubelet: "Running", APIServer: "Running" };
    expect(readStatus(JSON.stringify(node)).running).toBe(true);
    expect(readStatus(JSON.stringify({ ...node, Kubelet: "Stopped" })).running).toBe(false);
    const worker = { Name: "m2", Host: "Running", Kubelet: "Running", APIServer: "Irrelevant" };
    expect(readStatus(JSON.stringify([node, worker])).running).toBe(true);
    expect(readStatus(JSON.stringify([node, { ...worker, Host: "Stopped" }])).running).toBe(false);
    // Its output while Docker is stopped.
    expect(readStatus("null").running).toBe(false);
    expect(readStatus("[]").running).toBe(false);
    expect(readStatus("profile not found")).toEqual({
      running: false,
      detail: "there is no such cluster yet",
    });
  });

  it.each([
    [
      "as root",
      'X Exiting due to DRV_AS_ROOT: The "docker" driver should not be used with root privileges.',
      "without sudo",
    ],
    [
      "in a Docker without root",
      'X Exiting due to MK_USAGE: --container-runtime must be set to "containerd" or "cri-o" for rootless',
      "--container-runtime=containerd",
    ],
  ])("that refuses to run %s suggests what to do instead", async (_where, stderr, remedy) => {
    const runner = answering({ "minikube start": { exitCode: 69, stderr } });
    await expect(minikube(runner, redactor, "minikube", []).start()).rejects.toMatchObject({
      remedy: expect.stringContaining(remedy),
    });
  });

  it("builds in its own daemon with the Docker runtime", async () => {
    const daemon = await daemonOf({
      stdout: '{"DOCKER_HOST":"tcp://192.0.2.1:2376","DOCKER_TLS_VERIFY":"1"}',
    });
    expect(daemon).toMatchObject({ inside: true, env: { DOCKER_HOST: "tcp://192.0.2.1:2376" } });
  });

  it("builds on the machine and loads the image with containerd, several nodes or no driver", async () => {
    for (const exitCode of [14, 51, 81, 89])
      expect(await daemonOf({ exitCode }), String(exitCode)).toMatchObject({ inside: false, env: {} });
  });

  it.each([
    ["containerd://1.7.24", "its runtime is not Docker"],
    ["docker://28.5.1 docker://28.5.1", "it has several nodes"],
  ])("does not ask for a daemon inside if its nodes run %s", async (stdout, why) => {
    const runner = answering({ "kubectl --context other get nodes -o jsonpath": { stdout } });
    const daemon = await minikube(runner, redactor, "other", []).daemon();
    expect(daemon).toEqual({ env: {}, inside: false, command: `minikube image load: ${why}` });
    expect(lines(runner)).toHaveLength(1);
  });

  it("names what it does not support", async () => {
    await expect(daemonOf({ exitCode: 85, stderr: "profile not found" })).rejects.toMatchObject({
      code: "cluster_unreachable",
    });
    await expect(daemonOf({ stdout: "export DOCKER_HOST=x" })).rejects.toMatchObject({
      code: "wrong_daemon",
    });
  });

  it("names its profile in every call, and gives up a blocking tunnel", async () => {
    const runner = answering({
      "minikube service": { exitCode: null, timedOut: true, stdout: "http://127.0.0.1:5555\n" },
      "minikube ip": { stdout: "192.0.2.7\n" },
      "minikube image load": {},
    });
    const cluster = minikube(runner, redactor, "other", []);
    expect(await cluster.urls("page", "ns", 30180)).toEqual([
      "http://192.0.2.7:30180",
      "http://127.0.0.1:30180",
    ]);
    await cluster.load("app:latest");
    for (const line of lines(runner)) expect(line).toContain("-p other");
  });
});

describe("kind and k3d", () => {
  it("are recognised by their lists and their API server, created if missing, and loaded into", async () => {
    const runner = answering({
      "kind get clusters": { stdout: "kind\nother\n" },
      "kubectl --context kind-kind get --raw /readyz": { stdout: "ok" },
      "kind load": {},
      "k3d cluster list": { stdout: "dev 1/1 0/0\n" },
      "k3d cluster create": {},
      "k3d image import": {},
    });
    const first = kind(runner, redactor);
    expect(first.context).toBe("kind-kind");
    expect((await first.state()).running).toBe(true);
    await first.load("app:latest");
    const second = k3d(runner, redactor, "new", { nodePorts: [30080] });
    expect(await second.state()).toEqual({ running: false, detail: "there is no k3d cluster new yet" });
    await second.start();
    await second.load("app:latest");
    expect(lines(runner)).toContain("kind load docker-image app:latest --name kind");
    expect(lines(runner)).toContain("k3d cluster create new --port 127.0.0.1:30080:30080@server:0");
    expect(lines(runner)).toContain("k3d image import app:latest -c new");
    expect((await second.daemon()).inside).toBe(false);
  });

  it("have the port of the page published on creation", async () => {
    const runner = answering({ "kind create": {} });
    await kind(runner, redactor, "new", { nodePorts: [30080] }).start();
    expect(parse(String(runner.calls[0]?.input))).toEqual({
      kind: "Cluster",
      apiVersion: "kind.x-k8s.io/v1alpha4",
      nodes: [
        {
          role: "control-plane",
          extraPortMappings: [
            { containerPort: 30080, hostPort: 30080, listenAddress: "127.0.0.1", protocol: "TCP" },
          ],
        },
      ],
    });
  });

  it("have an image only if each of their nodes has it", async () => {
    const nodes = { stdout: "node/kind-control-plane\nnode/kind-worker\n" };
    const has = (worker: number) =>
      kind(
        answering({
          "kubectl --context kind-kind get nodes -o name": nodes,
          "docker exec kind-control-plane crictl inspecti app:1": {},
          "docker exec kind-worker crictl inspecti app:1": { exitCode: worker },
        }),
        redactor,
      ).has("app:1");
    expect(await has(0)).toBe(true);
    expect(await has(1)).toBe(false);
    expect(await kind(answering({}), redactor).has("app:1")).toBe(false);
  });

  it("are not created inside the Minikube of an earlier docker-env", async () => {
    const runner = answering({ kind: {}, k3d: {} });
    const settings = { leftOver: "minikube" };
    for (const cluster of [kind(runner, redactor, "a", settings), k3d(runner, redactor, "a", settings)])
      for (const work of [() => cluster.start(), async () => cluster.acceptsImages()])
        await expect(work()).rejects.toMatchObject({
          code: "wrong_daemon",
          remedy: expect.stringContaining("minikube docker-env --unset"),
        });
    expect(runner.calls).toEqual([]);
  });

  it("name the owner of a port that is taken", async () => {
    const stderr =
      "ERROR: failed to create cluster: Bind for 127.0.0.1:30080 failed: port is already allocated";
    const runner = answering({ "kind create": { exitCode: 1, stderr } });
    await expect(kind(runner, redactor).start()).rejects.toMatchObject({ code: "port_taken" });
  });

  it("report that they are not installed", async () => {
    await expect(kind(answering({}), redactor).start()).rejects.toMatchObject({
      code: "cluster_tool_missing",
    });
  });
});

describe("an existing context", () => {
  it("is not contacted before its name is allowed", async () => {
    const runner = answering({ kubectl: { stdout: "ok" } });
    const settings = (allowed: string[]) => ({ allowed, registry: "" });
    await expect(
      existing(runner, redactor, "production", settings(["staging"])).state(),
    ).rejects.toMatchObject({
      code: "cluster_not_allowed",
    });
    expect(runner.calls).toEqual([]);
    const production = existing(runner, redactor, "production", settings(["production"]));
    expect((await production.state()).running).toBe(true);
  });
});

describe("images for an existing context", () => {
  const of = (registry: string | null, answers: Record<string, Partial<CommandResult>> = {}) => {
    const runner = answering(answers);
    return { runner, cluster: existing(runner, redactor, "prod", { allowed: ["prod"], registry }) };
  };

  it("need a registry, which is reported before anything is built", async () => {
    expect(() => of(null).cluster.acceptsImages()).toThrow(
      expect.objectContaining({
        code: "registry_missing",
        remedy: expect.stringContaining("--registry"),
      }),
    );
    expect(() => of("").cluster.acceptsImages()).not.toThrow();
  });

  it("are pushed there under its name, once", async () => {
    const { cluster, runner } = of("registry.example:5000/team/", {
      "docker manifest inspect there:1": {},
      "docker manifest": { exitCode: 1 },
      "docker push": {},
    });
    expect(cluster.imagePrefix).toBe("registry.example:5000/team/");
    expect(await cluster.daemon()).toMatchObject({ inside: false });
    expect([await cluster.has("there:1"), await cluster.has("app:1")]).toEqual([true, false]);
    await cluster.load("app:1");
    expect(lines(runner)).toContain("docker push --quiet app:1");
  });

  it("are also requested from the nodes' addresses", async () => {
    const { cluster } = of("", {
      "kubectl --context prod get nodes": {
        stdout: "InternalIP 10.0.0.5\nHostname node-1\nExternalIP 192.0.2.9\nInternalIP fd00::5\n",
      },
    });
    expect(await cluster.urls("page", "ns", 30080)).toEqual([
      "http://192.0.2.9:30080",
      "http://10.0.0.5:30080",
      "http://[fd00::5]:30080",
      "http://127.0.0.1:30080",
    ]);
  });
});

describe("docker", () => {
  const dockerOf = (answers: Record<string, Partial<CommandResult>>) =>
    new Docker(answering(answers), redactor, { env: {}, inside: true, command: "" });

  it("is missing or silent", async () => {
    await expect(dockerOf({}).reachable()).rejects.toMatchObject({
      code: "docker_missing",
      message: "Docker is not installed.",
      remedy: "Install Docker Engine or Docker Desktop.",
    });
    const silent = { docker: { exitCode: 1, stderr: "Cannot connect to the Docker daemon at unix:///x" } };
    await expect(dockerOf(silent).reachable()).rejects.toMatchObject({ code: "docker_unreachable" });
  });

  it("is the cluster's only if the cluster's containers run in it", async () => {
    expect(await dockerOf({ "docker ps": { stdout: "k8s_coredns_x\nk8s_etcd_y\n" } }).proveInside()).toBe(2);
    await expect(
      dockerOf({ "docker ps": { stdout: "my-k8s_thing\npostgres\n" } }).proveInside(),
    ).rejects.toMatchObject({
      code: "wrong_daemon",
    });
  });
});

describe("a build behind a proxy", () => {
  it("gets it by name, so that its value is on no command line", () => {
    const env = { HTTPS_PROXY: "http://user:pw@proxy.example.com:3128", no_proxy: ".example.com" };
    expect(proxyArguments(env)).toEqual(["--build-arg", "HTTPS_PROXY", "--build-arg", "no_proxy"]);
    expect(proxyArguments({})).toEqual([]);
  });

  it("does not get one that only this machine can reach", () => {
    expect(proxyArguments({ HTTPS_PROXY: "http://127.0.0.1:3128", NO_PROXY: "x" })).toEqual([]);
  });
});

describe("kubectl", () => {
  it("names context and namespace in every call, and passes secrets through standard input", async () => {
    const runner = answering({ kubectl: { stdout: "{}" } });
    const kubectl = new Kubectl(runner, { context: "c", namespace: "n" }, redactor);
    await kubectl.get(["secret", "x"]);
    await kubectl.apply("{}");
    for (const line of lines(runner)) expect(line).toContain("kubectl --context c --namespace n");
    expect(runner.calls[1]?.input).toBe("{}");
  });

  it("distinguishes a missing object from a missing cluster", async () => {
    const of = (stderr: string) =>
      new Kubectl(
        answering({ kubectl: { exitCode: 1, stderr } }),
        { context: "c", namespace: "n" },
        redactor,
      );
    expect(await of('secrets "x" not found').get(["secret", "x"])).toBeNull();
    await expect(
      of("dial tcp 192.0.2.1:8443: connect: connection refused").get(["pods"]),
    ).rejects.toMatchObject({
      code: "cluster_unreachable",
    });
    await expect(of("forbidden").get(["pods"])).rejects.toMatchObject({ code: "command_failed" });
  });
});

describe("Docker that cannot be reached", () => {
  const told = (stderr: string) =>
    new Docker(answering({ docker: { exitCode: 1, stderr } }), redactor, {
      env: {},
      inside: false,
      command: "",
    }).reachable();

  it("is distinguished from Docker without permission", async () => {
    await expect(
      told("Cannot connect to the Docker daemon at unix:///var/run/docker.sock."),
    ).rejects.toMatchObject({
      code: "docker_unreachable",
      remedy: expect.stringContaining("Start Docker"),
    });
    await expect(
      told(
        "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock",
      ),
    ).rejects.toMatchObject({
      message: expect.stringContaining("may not use"),
      remedy: expect.stringContaining("usermod"),
    });
  });

  it("is found anywhere in Minikube's output, not only in its last lines", async () => {
    const stderr = [
      "X Exiting due to PROVIDER_DOCKER_NEWGRP: permission denied while trying to connect to the Docker daemon socket",
      ...Array.from({ length: 12 }, (_, n) => `* another driver, ${n}`),
    ].join("\n");
    const cluster = minikube(
      answering({ "minikube start": { exitCode: 69, stderr } }),
      redactor,
      "minikube",
      [],
    );
    await expect(cluster.start()).rejects.toMatchObject({ code: "docker_unreachable" });
  });
});
