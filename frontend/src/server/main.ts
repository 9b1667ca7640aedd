import { readFileSync } from "node:fs";
import { join } from "node:path";
import next from "next";
import { Drain } from "./drain.ts";
import { createPages } from "./pages.ts";
import { createFrontend } from "./server.ts";
import { allowedHosts, backendUrl, drainMs, listenOn, trustsForwardedHeaders } from "./settings.ts";

// When built, this file is next to the build of the pages; in development it is in the sources.
const dev = process.env.NODE_ENV !== "production";
const dir = dev ? join(import.meta.dirname, "../..") : import.meta.dirname;
if (!dev) {
  // A standalone build has no configuration file; the settings are in its file manifest.
  const { config } = JSON.parse(readFileSync(join(dir, ".next/required-server-files.json"), "utf8"));
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);
  process.chdir(dir);
}

const { host, port } = listenOn();
const drain = new Drain();
const pages = next({ dev, dir, hostname: host, port, quiet: !dev });
await pages.prepare();
const draw = pages.getRequestHandler();
const server = createFrontend({
  backend: backendUrl(),
  hosts: allowedHosts(),
  trusted: trustsForwardedHeaders(),
  pages: createPages((request, response) => void draw(request, response), dev),
  draining: drain.signal,
});
drain.watch(server);
server.listen(port, host);
process.on("SIGTERM", () => drain.begin(drainMs(), () => process.exit(0)));
process.on("SIGINT", () => drain.begin(0, () => process.exit(0)));
// Under “make start” there is an IPC channel to the parent, which closes however the parent ends.
process.once("disconnect", () => drain.begin(0, () => process.exit(0)));
