#!/usr/bin/env node
// Stands in for minikube, kind, k3d, docker, kubectl and helm, by the name it is called by. What it holds is kept in
// $FAKE_STATE/state.json, what it was asked to change in $FAKE_STATE/effects.log; $FAKE_STATE/fault names a fault.
// Templates are rendered and linted by the real helm ($REAL_HELM): only the cluster is pretended.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";

const folder = process.env.FAKE_STATE;
const file = join(folder, "state.json");
const read = (path, otherwise) => (existsSync(path) ? readFileSync(path, "utf8") : otherwise);
const state = JSON.parse(read(file, '{"namespaces":["default"],"secrets":{},"objects":[],"revisions":[]}'));
const fault = read(join(folder, "fault"), "").trim();
const args = process.argv.slice(2);
const program = basename(process.argv[1]);
const after = (flag) => args[args.indexOf(flag) + 1];

const save = () => {
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(state));
  renameSync(`${file}.${process.pid}`, file);
};
const effect = (text) => appendFileSync(join(folder, "effects.log"), `${text}\n`);
const say = (value) => process.stdout.write(typeof value === "string" ? value : JSON.stringify(value));
const fail = (message, code = 1) => {
  process.stderr.write(`${message}\n`);
  process.exit(code);
};
const stdin = () => readFileSync(0, "utf8");
// One file each: two builds may end at the same moment.
const imageFile = (reference) => join(folder, `image-${reference.replace(/\W/g, "_")}.json`);
// Images in the stores of a cluster's nodes, or in a registry, where these are not the daemon's own.
const storeFile = (where, reference) => join(folder, `${where}-${reference.replace(/\W/g, "_")}`);
const dropStore = (where) => {
  for (const name of readdirSync(folder)) if (name.startsWith(`${where}-`)) rmSync(join(folder, name));
};
/** Takes the words of a command line as they must be, or says that they are others. */
const exactly = (pattern) => {
  const found = pattern.exec(args.join(" "));
  if (!found) fail(`${program}: unknown command or flag in: ${args.join(" ")}`);
  return found;
};
const hash = (text) => createHash("sha256").update(text).digest("hex");

if (fault === "docker-missing" && program === "docker") fail("", 127);

function minikube() {
  if (args[0] === "status") {
    if (!state.running) {
      say({ Name: "minikube", Host: "Stopped", Kubelet: "Stopped", APIServer: "Stopped" });
      process.exit(7);
    }
    return say({ Name: "minikube", Host: "Running", Kubelet: "Running", APIServer: "Running" });
  }
  if (args[0] === "start") {
    if (fault === "host-port-taken") fail("Bind for 127.0.0.1:30080 failed: port is already allocated", 80);
    if (fault === "no-docker")
      fail("X Exiting due to PROVIDER_DOCKER_NOT_RUNNING: Cannot connect to the Docker daemon", 69);
    state.running = true;
    save();
    effect("minikube start");
    return say("Done!");
  }
  if (args[0] === "docker-env") {
    const code = { containerd: 14, multinode: 81, none: 51 }[fault];
    if (code) fail("docker-env does not work here", code);
    return say({ DOCKER_HOST: "tcp://192.0.2.1:2376", MINIKUBE_ACTIVE_DOCKERD: "minikube" });
  }
  if (args[0] === "image" && args[1] === "load") {
    writeFileSync(storeFile("minikube", args[2]), "");
    return effect(`minikube image load ${args[2]}`);
  }
  if (args[0] === "image" && args[1] === "rm") {
    rmSync(storeFile("minikube", args[2]), { force: true });
    return effect(`minikube image rm ${args[2]}`);
  }
  if (args[0] === "ssh") {
    const [, reference] = exactly(/^ssh -n minikube -- sudo crictl inspecti (\S+)$/);
    return existsSync(storeFile("minikube", reference)) ? say("{}") : fail("no such image");
  }
  if (args[0] === "ip") return say("192.0.2.1\n");
  if (args[0] === "service") return say(`${process.env.FAKE_PAGE ?? ""}\n`);
  fail(`minikube ${args[0]}?`);
}

function kind() {
  if (args[0] === "get") {
    exactly(/^get clusters$/);
    return say((state.kind ?? []).map((name) => `${name}\n`).join("") || "No kind clusters found.\n");
  }
  if (args[0] === "create") {
    const [, name] = exactly(/^create cluster --name (\S+) --config -$/);
    const config = stdin();
    if (
      !/^kind: Cluster\napiVersion: kind\.x-k8s\.io\/v1alpha4\nnodes:\n {2}- role: control-plane\n/.test(
        config,
      )
    )
      fail(`ERROR: failed to create cluster: unknown apiVersion in ${config}`);
    if (fault === "host-port-taken")
      fail("ERROR: failed to create cluster: Bind for 127.0.0.1:30180 failed: port is already allocated");
    dropStore("kind");
    state.kind = [...(state.kind ?? []), name];
    state.published = [
      ...config.matchAll(/containerPort: (\d+), hostPort: \1, listenAddress: 127\.0\.0\.1/g),
    ].map(([, port]) => Number(port));
    save();
    return effect(`kind create cluster ${name}, published ${state.published.join(",")}`);
  }
  const [, reference] = exactly(/^load docker-image (\S+) --name \S+$/);
  if (!existsSync(imageFile(reference))) fail(`ERROR: image: "${reference}" not present locally`);
  writeFileSync(storeFile("kind", reference), "");
  effect(`kind load ${reference}`);
}

function k3d() {
  if (args[1] === "list") {
    exactly(/^cluster list --no-headers$/);
    return say((state.k3d ?? []).map((name) => `${name}   1/1   0/0   true\n`).join(""));
  }
  if (args[1] === "create") {
    const [, name, ports] = exactly(/^cluster create (\S+)((?: --port 127\.0\.0\.1:(\d+):\3@server:0)*)$/);
    dropStore("k3d");
    state.k3d = [...(state.k3d ?? []), name];
    save();
    return effect(`k3d cluster create ${name}${ports}`);
  }
  const [, reference] = exactly(/^image import (\S+) -c \S+$/);
  if (!existsSync(imageFile(reference))) fail("no valid images specified");
  writeFileSync(storeFile("k3d", reference), "");
  effect(`k3d image import ${reference}`);
}

function docker() {
  if (args[0] === "ai") fail("docker: 'ai' is not a docker command.");
  if (fault === "no-docker")
    fail("Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?");
  if (args[0] === "version") return say("29.0.0\n");
  if (args[0] === "ps")
    return say(
      process.env.DOCKER_HOST && fault !== "wrong-daemon"
        ? "k8s_coredns_1\nk8s_etcd_1\n"
        : "registry\nmy-postgres\n",
    );
  if (args[0] === "image" && args[1] === "inspect") {
    const image = read(imageFile(args[2]), "");
    return image ? say(`[${image}]`) : fail("No such image");
  }
  if (args[0] === "tag") {
    writeFileSync(imageFile(args[2]), read(imageFile(args[1]), ""));
    return effect(`docker tag ${args[1]} ${args[2].replace(/:[0-9a-f]{12}$/, ":CONTENT")}`);
  }
  if (args[0] === "exec") {
    const [, node, verb, reference] = exactly(/^exec (\S+) crictl (inspecti|rmi) (\S+)$/);
    const store = storeFile(node.startsWith("k3d-") ? "k3d" : "kind", reference);
    if (!existsSync(store)) fail("no such image");
    return verb === "rmi" ? rmSync(store) : say("{}");
  }
  if (args[0] === "push") {
    const [, reference] = exactly(/^push --quiet (\S+)$/);
    if (fault === "push-refused") fail("denied: requested access to the resource is denied");
    writeFileSync(storeFile("registry", reference), read(imageFile(reference), ""));
    return effect(`docker push ${reference}`);
  }
  if (args[0] === "manifest") {
    const [, reference] = exactly(/^manifest inspect (\S+)$/);
    return existsSync(storeFile("registry", reference)) ? say("{}") : fail("no such manifest");
  }
  if (args[0] === "image" && args[1] === "rm") {
    if (!existsSync(imageFile(args[2]))) fail("No such image");
    rmSync(imageFile(args[2]), { force: true });
    return effect(`docker image rm ${args[2]}`);
  }
  if (args[0] === "build") {
    if (fault === "slow-build") {
      process.on("SIGTERM", () => {
        effect(`docker build ${after("-t")} ended by SIGTERM`);
        process.exit(1);
      });
      process.stderr.write("#5 [check 2/3] RUN npm ci\n");
      return new Promise((done) => setTimeout(done, 600_000));
    }
    if (fault === "disk-full")
      fail("ERROR: failed to copy: write /var/lib/docker/x: no space left on device");
    if (fault === "build-fails")
      fail('ERROR: failed to solve: process "npm ci" did not complete successfully');
    const [name, value] = after("--label").split("=");
    const id = `sha256:${hash(readFileSync(after("-f"), "utf8") + value)}`;
    const size = fault === "too-large" ? 900e6 : 131e6;
    writeFileSync(
      imageFile(after("-t")),
      JSON.stringify({ Id: id, Size: size, Config: { Labels: { [name]: value } } }),
    );
    return effect(`docker build ${after("-t")}`);
  }
  fail(`docker ${args[0]}?`);
}

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
          const down = ["oom", "never-pull"].includes(fault) || starved(deployment);
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
      const node = { minikube: "minikube", "k3d-k3s-default": "k3d-k3s-default-server-0" }[
        after("--context")
      ];
      if (after("-o") === "name") return say(`node/${node ?? "kind-control-plane"}\n`);
      return items([{ metadata: { name: node } }]);
    }
    default:
      return items([]);
  }
}

async function kubectl() {
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
    const object = JSON.parse(stdin());
    state.secrets[object.metadata.name] = object;
    save();
    return effect(`kubectl apply secret ${object.metadata.name}`);
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

/** Values files as Helm lays them over one another. */
async function valuesOf(flags) {
  const { parse } = await import("yaml");
  const merge = (below, above) => {
    const plain = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
    if (!plain(below) || !plain(above)) return above;
    const keys = Object.keys(above).map((key) => [key, merge(below[key], above[key])]);
    return { ...below, ...Object.fromEntries(keys) };
  };
  const files = flags.filter((flag) => flag !== "--values");
  return files.map((path) => parse(readFileSync(path, "utf8"))).reduce(merge, {});
}

const real = (list) => spawnSync(process.env.REAL_HELM, list, { encoding: "utf8" });

async function helm() {
  if (args[0] === "history") {
    const kept = state.revisions.slice(args.includes("--max") ? -Number(after("--max")) : 0);
    return kept.length
      ? say(kept.map(({ revision, status, description }) => ({ revision, status, description })))
      : fail("Error: release: not found");
  }
  if (args[0] === "upgrade") {
    if (fault === "port-taken")
      fail(
        'Error: Service "guestbook-page" is invalid: spec.ports[0].nodePort: Invalid value: 30180: provided port is already allocated',
      );
    const flags = args.flatMap((arg, index) => (arg === "--values" ? ["--values", args[index + 1]] : []));
    const rendered = real(["template", args[2], args[3], "--namespace", after("--namespace"), ...flags]);
    if (rendered.status !== 0) fail(rendered.stderr);
    // Read in only here: every other call starts faster without it.
    const { parseAllDocuments } = await import("yaml");
    state.objects = parseAllDocuments(rendered.stdout)
      .map((document) => document.toJS())
      .filter(Boolean);
    const values = await valuesOf(flags);
    state.revisions.push({
      revision: (state.revisions.at(-1)?.revision ?? 0) + 1,
      status: "deployed",
      description: after("--description"),
      values,
      manifest: rendered.stdout,
      objects: state.objects,
    });
    state.revisions = state.revisions.slice(-Number(after("--history-max")));
    save();
    return effect(`helm upgrade ${args[2]} ${after("--description")}`);
  }
  if (args[0] === "uninstall") {
    state.objects = [];
    state.revisions = [];
    save();
    return effect(`helm uninstall ${args[1]}`);
  }
  if (args[0] === "rollback") {
    const last = state.revisions.at(-1);
    const target = state.revisions.find(({ revision }) => revision === Number(args[2]));
    state.objects = target.objects ?? [];
    state.revisions.push({ ...target, revision: last.revision + 1, description: `Rollback to ${args[2]}` });
    save();
    return effect(`helm rollback ${args[1]}`);
  }
  if (args[0] === "get" && args[1] === "manifest") {
    const last = state.revisions.at(-1);
    return last ? say(last.manifest ?? "") : fail("Error: release: not found");
  }
  if (args[0] === "get" && args[1] === "values") {
    const found = state.revisions.find(({ revision }) => revision === Number(after("--revision")));
    return found ? say(found.values ?? {}) : fail("Error: release: not found");
  }
  // A rendering that looks at the cluster does so without one.
  const context = args.indexOf("--kube-context");
  const local = args.filter(
    (arg, index) =>
      arg !== "--dry-run=server" && (context < 0 || (index !== context && index !== context + 1)),
  );
  const result = real(args[0] === "template" ? local : args);
  process.stdout.write(result.stdout);
  process.stderr.write(result.stderr);
  process.exit(result.status ?? 1);
}

await { minikube, kind, k3d, docker, kubectl, helm }[program]();
