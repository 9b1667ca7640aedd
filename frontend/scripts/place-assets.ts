// The standalone server expects what the browser loads beside it; Next leaves that copy to the one who deploys.
import { cpSync, existsSync } from "node:fs";
import path from "node:path";

const here = path.resolve(import.meta.dirname, "..");
const server = path.join(here, ".next/standalone/frontend");
cpSync(path.join(here, ".next/static"), path.join(server, ".next/static"), { recursive: true });
if (existsSync(path.join(here, "public"))) {
  cpSync(path.join(here, "public"), path.join(server, "public"), { recursive: true });
}
