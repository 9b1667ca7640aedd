import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import {
  after,
  args,
  effect,
  exactly,
  fail,
  fault,
  hash,
  imageFile,
  read,
  say,
  storeFile,
} from "./command.mjs";

export function run() {
  if (fault === "docker-missing") fail("", 127);
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
      return sleep(600_000);
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
