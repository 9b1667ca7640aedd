// Builds the backend bundle and the frontend's standalone server, each only when its sources changed.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const root = path.resolve(import.meta.dirname, "..");

interface Target {
  name: string;
  /** Files and folders whose contents decide whether a build is needed. */
  sources: string[];
  /** Output of the build; it is built again if this is missing. */
  output: string;
}

const targets: Target[] = [
  {
    name: "backend",
    sources: ["contracts", "assistant/src", "backend", "package-lock.json"],
    output: "backend/dist/main.js",
  },
  {
    name: "frontend",
    sources: ["contracts", "assistant/src", "frontend", "package-lock.json"],
    output: "frontend/.next/standalone/frontend/server.js",
  },
];

/**
 * Brings builds up to date, in parallel.
 * @param only names of the builds that are needed; all by default
 * @returns the names of what was built; empty when nothing had changed
 * @throws Error with the output of the build that failed
 */
export async function build(only = targets.map(({ name }) => name)): Promise<string[]> {
  const stale = targets.filter((target) => only.includes(target.name) && !isFresh(target));
  await Promise.all(stale.map(run));
  return stale.map((target) => target.name);
}

function isFresh(target: Target): boolean {
  if (!existsSync(path.join(root, target.output)) || !existsSync(stampFile(target))) return false;
  return readFileSync(stampFile(target), "utf8") === fingerprint(target.sources);
}

async function run(target: Target): Promise<void> {
  const before = fingerprint(target.sources);
  const child = spawn("npm", ["run", "-s", "build", "-w", `@todo-chatbot/${target.name}`], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk) => output.push(chunk));
  child.stderr.on("data", (chunk) => output.push(chunk));
  const code = await new Promise<number | null>((done) => child.on("exit", done));
  if (code !== 0)
    throw new Error(`Building the ${target.name} failed.\n${Buffer.concat(output).toString("utf8")}`);
  mkdirSync(path.dirname(stampFile(target)), { recursive: true });
  writeFileSync(stampFile(target), before);
}

function stampFile(target: Target): string {
  return path.join(root, ".cache", `build-${target.name}`);
}

function fingerprint(sources: string[]): string {
  const hash = createHash("sha256");
  for (const source of sources) add(path.join(root, source));
  return hash.digest("hex");

  function add(file: string) {
    if (!statSync(file).isDirectory()) {
      hash.update(path.relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
      return;
    }
    for (const name of readdirSync(file).sort()) {
      if (!["node_modules", "dist", ".next", "next-env.d.ts"].includes(name)) add(path.join(file, name));
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    const built = await build();
    process.stdout.write(built.length ? `Built the ${built.join(" and the ")}.\n` : "Everything is built.\n");
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
