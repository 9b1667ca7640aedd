// The standalone server expects what the browser loads beside it; Next leaves that copy to the one who deploys.
import { cpSync, existsSync, rmSync } from "node:fs";
import path from "node:path";

const here = path.resolve(import.meta.dirname, "..");
const server = path.join(here, ".next/standalone/frontend");
cpSync(path.join(here, ".next/static"), path.join(server, ".next/static"), {
  recursive: true,
  // Turbopack puts the source of a worker beside what it made of it, and nothing asks for it.
  filter: (file) => !file.endsWith(".ts"),
});
if (existsSync(path.join(here, "public"))) {
  cpSync(path.join(here, "public"), path.join(server, "public"), { recursive: true });
}

// No image is resized on the server (`images.unoptimized`), and the tracer takes the 19 MB of the library
// along nevertheless: Turbopack does not heed `outputFileTracingExcludes` for what Next itself may load.
const packages = path.join(here, ".next/standalone/node_modules");
for (const name of ["@img", "sharp"]) rmSync(path.join(packages, name), { recursive: true, force: true });
