import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { build, type Plugin } from "esbuild";

const root = join(import.meta.dirname, "..");

const languagesFolder = join(root, "..", "assistant", "src", "languages");
const languages = readdirSync(languagesFolder).filter((name) =>
  existsSync(join(languagesFolder, name, "model.json")),
);

/** Weights in files of their own: as code, their text would stay in memory beside the tables made of it. */
const weightsBeside: Plugin = {
  name: "weights",
  setup(building) {
    const members = languages.map((name) => `get ${name}() { return read("${name}"); }`);
    const contents = `
      import { readFileSync } from "node:fs";
      const read = (name) => JSON.parse(readFileSync(new URL(\`./assets/weights/\${name}.json\`, import.meta.url), "utf8"));
      export const packed = { ${members.join(", ")} };`;
    building.onLoad({ filter: /[\\/]languages[\\/]weights\.ts$/ }, () => ({ contents, loader: "js" }));
  },
};

/**
 * Bundles the server into `out`, which then needs nothing but Node: main.js with the thread it starts, account.js, their
 * chunks, assets/, and the embedded database in pglite/, which is only loaded when used and may be left out beside a
 * PostgreSQL.
 */
export async function bundle(out: string): Promise<void> {
  const from = createRequire(import.meta.url);
  rmSync(out, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: {
      main: "src/main.ts",
      account: "src/account.ts",
      "reading-thread": "src/chat/reading/thread.ts",
      "import-worker": "src/transfer/worker.ts",
      "pglite/embedded": "src/database/embedded.ts",
    },
    outdir: out,
    bundle: true,
    splitting: true,
    platform: "node",
    target: "node24",
    format: "esm",
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    define: { BUNDLED: "true", "process.env.NODE_ENV": '"production"' },
    // CommonJS packages call require, which ES modules do not have.
    banner: {
      js: 'import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url);',
    },
    external: ["pg-native"],
    plugins: [weightsBeside],
    logLevel: "warning",
  });

  cpSync(join(root, "assets"), join(out, "assets"), { recursive: true });

  mkdirSync(join(out, "assets", "weights"));
  for (const name of languages) {
    cpSync(join(languagesFolder, name, "model.json"), join(out, "assets", "weights", `${name}.json`));
  }

  const swagger = dirname(from.resolve("swagger-ui-dist/package.json"));
  mkdirSync(join(out, "assets", "docs"));
  for (const name of ["swagger-ui.css", "swagger-ui-bundle.js"]) {
    cpSync(join(swagger, name), join(out, "assets", "docs", name));
  }

  const pglite = dirname(from.resolve("@electric-sql/pglite"));
  for (const name of ["pglite.wasm", "pglite.data", "initdb.wasm"]) {
    cpSync(join(pglite, name), join(out, "pglite", name));
  }
}
