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
export const read = (path, otherwise) => (existsSync(path) ? readFileSync(path, "utf8") : otherwise);
export const state = JSON.parse(
  read(file, '{"namespaces":["default"],"secrets":{},"objects":[],"revisions":[]}'),
);
export const fault = read(join(folder, "fault"), "").trim();
export const args = process.argv.slice(2);
export const program = basename(process.argv[1]);

/** The value of a flag. */
export const after = (flag) => args[args.indexOf(flag) + 1];

export const save = () => {
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(state));
  renameSync(`${file}.${process.pid}`, file);
};
export const effect = (text) => appendFileSync(join(folder, "effects.log"), `${text}\n`);
export const say = (value) => process.stdout.write(typeof value === "string" ? value : JSON.stringify(value));
export const fail = (message, code = 1) => {
  process.stderr.write(`${message}\n`);
  process.exit(code);
};
export const stdin = () => readFileSync(0, "utf8");

/** An image of the Docker daemon. One file each: two builds may end at the same moment. */
export const imageFile = (reference) => join(folder, `image-${reference.replace(/\W/g, "_")}.json`);
/** An image in the store of a cluster's nodes, or in a registry, if these are separate from the daemon's. */
export const storeFile = (where, reference) => join(folder, `${where}-${reference.replace(/\W/g, "_")}`);
export const dropStore = (where) => {
  for (const name of readdirSync(folder)) if (name.startsWith(`${where}-`)) rmSync(join(folder, name));
};

/** Names of Minikube's nodes. */
export const minikubeNodes = fault === "multinode" ? ["minikube", "minikube-m02"] : ["minikube"];

/** Matches the command line against its only accepted form, and fails if it has another. */
export const exactly = (pattern) => {
  const found = pattern.exec(args.join(" "));
  if (!found) fail(`${program}: unknown command or flag in: ${args.join(" ")}`);
  return found;
};

// Which clusters kubectl was pointed at, for `Sample.kubeconfig`.
if (program === "kubectl") writeFileSync(join(folder, "kubeconfig"), process.env.KUBECONFIG ?? "");

export const hash = (text) => createHash("sha256").update(text).digest("hex");
