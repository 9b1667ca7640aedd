import { existsSync, writeFileSync } from "node:fs";
import {
  args,
  dropStore,
  effect,
  exactly,
  fail,
  imageFile,
  save,
  say,
  state,
  storeFile,
} from "./command.mjs";

export function run() {
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
