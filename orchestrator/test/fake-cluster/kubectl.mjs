import { after, args, effect, fail, fault, minikubeNodes, save, say, state, stdin } from "./command.mjs";

/** Whether the faulty program fails with its memory limit: one needs its first limit, the other fails above 64Mi. */
const starved = (deployment) => {
  const limit = Number.parseInt(deployment.spec.template.spec.containers[0].resources.limits.memory, 10);
  return (fault === "needs-memory" && limit < 128) || (fault === "hungry" && limit > 64);
};

function pods() {
  return state.objects
    .filter(({ kind }) => kind === "Deployment")
    .flatMap((deployment) => {
      const { labels } = deployment.spec.template.metadata;
      const [container] = deployment.spec.template.spec.containers;
      return Array.from({ length: deployment.spec.replicas }, (_, index) => {
        const status = { name: container.name, ready: true, restartCount: 0, state: { running: {} } };
        if (fault === "oom") {
          status.ready = false;
          status.restartCount = 3;
          status.state = { waiting: { reason: "CrashLoopBackOff" } };
          status.lastState = { terminated: { reason: "OOMKilled", exitCode: 137 } };
        }
        if (fault === "crashed-once") {
          status.ready = false;
          status.restartCount = 1;
          status.state = { waiting: { reason: "CrashLoopBackOff" } };
          status.lastState = { terminated: { reason: "Error", exitCode: 1 } };
        }
        if (starved(deployment)) status.ready = false;
        if (fault === "never-pull") {
          status.ready = false;
          status.state = { waiting: { reason: "ErrImageNeverPull" } };
        }
        return {
          metadata: { name: `${deployment.metadata.name}-${index}`, labels },
          spec: { containers: [container], nodeName: "minikube" },
          status: { phase: "Running", containerStatuses: [status] },
        };
      });
    });
}

function summary() {
  const now = new Date();
  return {
    pods: pods().map((pod) => ({
      podRef: { name: pod.metadata.name, namespace: after("--namespace") },
      containers: [
        {
          name: pod.spec.containers[0].name,
          cpu: { time: now.toISOString(), usageCoreNanoSeconds: now.getTime() * 20_000 },
          memory: { workingSetBytes: (fault === "hungry" ? 100 : 40) * 2 ** 20 },
        },
      ],
    })),
  };
}

function kubectlGet(kind, name) {
  const items = (list) => say({ items: list });
  const objects = (wanted) => state.objects.filter((object) => object.kind === wanted);
  switch (kind) {
    case "namespace":
      return state.namespaces.includes(name)
        ? say({ metadata: { name } })
        : fail(`namespaces "${name}" not found`);
    case "secret": {
      const secret = state.secrets[name];
      if (!secret) fail(`secrets "${name}" not found`);
      const template = /^go-template=(.*)$/.exec(after("-o") ?? "")?.[1];
      if (template?.startsWith("{{range"))
        return say(
          Object.keys(secret.data)
            .map((key) => `${key}\n`)
            .join(""),
        );
      if (template) return say(secret.data[/"([^"]+)"/.exec(template)?.[1]] ?? "<no value>");
      return say(secret);
    }
    case "pods":
      return items(pods());
    case "deployments":
      return items(
        objects("Deployment").map((deployment) => {
          const down = ["oom", "crashed-once", "never-pull"].includes(fault) || starved(deployment);
          const ready = down ? 0 : deployment.spec.replicas;
          return {
            ...deployment,
            metadata: { ...deployment.metadata, generation: 2 },
            status: {
              readyReplicas: ready,
              updatedReplicas: deployment.spec.replicas,
              observedGeneration: fault === "not-yet-seen" ? 1 : 2,
            },
          };
        }),
      );
    case "services":
      return items(objects("Service"));
    case "service":
      return say(objects("Service").find(({ metadata }) => metadata.name === name) ?? {});
    case "nodes": {
      const known = { minikube: minikubeNodes, "k3d-k3s-default": ["k3d-k3s-default-server-0"] };
      const nodes = known[after("--context")] ?? ["kind-control-plane"];
      const runtime = fault === "containerd" ? "containerd://1.7.24" : "docker://28.5.1";
      if (after("-o") === "name") return say(nodes.map((node) => `node/${node}\n`).join(""));
      if (after("-o").startsWith("jsonpath")) return say(nodes.map(() => runtime).join(" "));
      return items(nodes.map((node) => ({ metadata: { name: node } })));
    }
    default:
      return items([]);
  }
}

export async function run() {
  if (fault === "unreachable" && !args.includes("/version"))
    fail("Unable to connect to the server: dial tcp 192.0.2.1:8443: connect: connection refused");
  const words = [];
  for (let index = 0; index < args.length; index++) {
    if (["--context", "--namespace", "-o", "-c", "-f"].includes(args[index])) index++;
    else if (!args[index].startsWith("-")) words.push(args[index]);
  }
  const [verb, kind, name] = words;
  if (verb === "get" && args.includes("--raw")) {
    const path = after("--raw");
    if (path === "/version") {
      const skew = fault === "clock-skew" ? 3600_000 : 0;
      process.stderr.write(
        `I1121 round_trippers.go] Response Headers:\n    Date: ${new Date(Date.now() + skew).toUTCString()}\n`,
      );
      return say("{}");
    }
    if (path === "/readyz") return say("ok");
    if (path.endsWith("/stats/summary")) return say(summary());
    fail("NotFound");
  }
  if (verb === "get") return kubectlGet(kind, name);
  if (verb === "create" && kind === "namespace") {
    state.namespaces.push(name);
    save();
    return effect(`kubectl create namespace ${name}`);
  }
  if (verb === "apply") {
    const given = JSON.parse(stdin());
    for (const object of given.items ?? [given]) {
      // As applied on a server: only keys that were applied before are removed.
      const { data = {}, applied = [] } = state.secrets[object.metadata.name] ?? {};
      const others = Object.entries(data).filter(([key]) => !applied.includes(key));
      state.secrets[object.metadata.name] = {
        ...object,
        data: { ...Object.fromEntries(others), ...object.data },
        applied: Object.keys(object.data),
      };
      effect(`kubectl apply secret ${object.metadata.name}`);
    }
    return save();
  }
  if (verb === "delete") {
    if (kind === "secret") delete state.secrets[name];
    if (kind === "namespace") state.namespaces = state.namespaces.filter((each) => each !== name);
    save();
    return effect(`kubectl delete ${kind} ${name}`);
  }
  if (verb === "diff") {
    // Replicas alone can be changed by hand here.
    const { parseAllDocuments } = await import("yaml");
    const installed = parseAllDocuments(stdin()).map((document) => document.toJS());
    const changed = installed.flatMap((object) => {
      const live = state.objects.find(
        ({ kind, metadata }) => kind === object?.kind && metadata.name === object.metadata.name,
      );
      if (!live || live.spec?.replicas === object.spec?.replicas) return [];
      const file = `apps.v1.${live.kind}.${after("--namespace")}.${live.metadata.name}`;
      return [
        `diff -u -N /tmp/LIVE-1/${file} /tmp/MERGED-2/${file}`,
        ...[`--- /tmp/LIVE-1/${file}`, `+++ /tmp/MERGED-2/${file}`, "@@ -1,1 +1,1 @@"],
        ...[`-  replicas: ${live.spec.replicas}`, `+  replicas: ${object.spec.replicas}`],
      ];
    });
    say(changed.map((line) => `${line}\n`).join(""));
    process.exit(changed.length ? 1 : 0);
  }
  if (verb === "port-forward") {
    const { createServer } = await import("node:http");
    const page = (_request, response) => response.end("<h1>Leave a line</h1>");
    return createServer(page).listen(Number(/^(\d+):\d+$/.exec(args.at(-1))[1]), "127.0.0.1");
  }
  fail(`kubectl ${words.join(" ")}?`);
}
