import { existsSync, rmSync, writeFileSync } from "node:fs";
import {
  args,
  effect,
  exactly,
  fail,
  fault,
  imageFile,
  minikubeNodes,
  save,
  say,
  state,
  storeFile,
} from "./command.mjs";

export function run() {
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
    if (fault === "containerd") fail("Failed to start nerdctl.socket: Unit nerdctl.socket not found.", 10);
    const code = { multinode: 81, none: 51 }[fault];
    if (code) fail("docker-env does not work here", code);
    return say({ DOCKER_HOST: "tcp://192.0.2.1:2376", MINIKUBE_ACTIVE_DOCKERD: "minikube" });
  }
  if (args[0] === "image" && args[1] === "load") {
    if (!existsSync(imageFile(args[2]))) fail(`unable to find image "${args[2]}"`);
    for (const node of minikubeNodes) writeFileSync(storeFile(node, args[2]), "");
    return effect(`minikube image load ${args[2]}`);
  }
  if (args[0] === "image" && args[1] === "rm") {
    for (const node of minikubeNodes) rmSync(storeFile(node, args[2]), { force: true });
    return effect(`minikube image rm ${args[2]}`);
  }
  if (args[0] === "ssh") {
    const [, node, reference] = exactly(/^ssh -n (\S+) -- sudo crictl inspecti (\S+)$/);
    return existsSync(storeFile(node, reference)) ? say("{}") : fail("no such image");
  }
  if (args[0] === "ip") return say("192.0.2.1\n");
  if (args[0] === "service") return say(`${process.env.FAKE_PAGE ?? ""}\n`);
  fail(`minikube ${args[0]}?`);
}
