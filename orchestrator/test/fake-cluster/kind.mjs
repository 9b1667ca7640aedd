import { existsSync, writeFileSync } from "node:fs";
import {
  args,
  dropStore,
  effect,
  exactly,
  fail,
  fault,
  imageFile,
  save,
  say,
  state,
  stdin,
  storeFile,
} from "./command.mjs";

export function run() {
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
