import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { after, args, effect, fail, fault, save, say, state } from "./command.mjs";

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

export async function run() {
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
