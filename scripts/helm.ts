// Builds Helm with Go into .cache/bin, where `npm test` looks for programs first: `make helm`.
import { spawnSync } from "node:child_process";
import path from "node:path";

const version = "v3.22.0";
const folder = path.resolve(import.meta.dirname, "../.cache/bin");
const { error, status } = spawnSync("go", ["install", `helm.sh/helm/v3/cmd/helm@${version}`], {
  env: { ...process.env, GOBIN: folder },
  stdio: "inherit",
});
if (error) {
  process.stderr.write(
    `Go did not start (${error.message}). Install it from https://go.dev/dl, or Helm itself from https://helm.sh/docs/intro/install.\n`,
  );
}
if (status === 0) process.stdout.write(`Helm ${version} is in ${folder}.\n`);
process.exitCode = status ?? 1;
