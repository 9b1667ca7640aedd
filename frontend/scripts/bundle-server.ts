// Puts our own server in the place of the one Next has made for its standalone build.
import path from "node:path";
import { build } from "esbuild";

const here = path.resolve(import.meta.dirname, "..");
await build({
  absWorkingDir: here,
  entryPoints: ["src/server/main.ts"],
  outfile: path.join(here, ".next/standalone/frontend/server.js"),
  allowOverwrite: true,
  bundle: true,
  platform: "node",
  target: "node24",
  format: "esm",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  // Next is in the standalone build, with what it loads as it goes.
  external: ["next"],
  define: { "process.env.NODE_ENV": '"production"' },
  // CommonJS packages call require, which ES modules do not have.
  banner: {
    js: 'import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url);',
  },
  logLevel: "warning",
});
