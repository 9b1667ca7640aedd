import { createReadStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCluster } from "../support/cluster.ts";
import { buildImages } from "../support/images.ts";
import { attempt, run, until } from "../support/run.ts";
import { describeWith } from "../support/tools.ts";

/** Bytes on disk, as `docker image inspect` counts them. The limits of the task list are 300 MB and 150 MB. */
const budget = 150_000_000;

const cluster = await openCluster();
const env = typeof cluster === "string" ? {} : cluster.docker;
const docker = (...args: string[]) => run("docker", args, { env });

interface Inspected {
  Size: number;
  Config: {
    User: string;
    Cmd: string[];
    Entrypoint: string[] | null;
    ExposedPorts: Record<string, object>;
    Labels: Record<string, string>;
    Env: string[];
  };
}

const hardened = ["--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"];

const images = [
  { name: "todo-backend", user: "1000:1000", port: "8000/tcp" },
  { name: "todo-frontend", user: "1001:1001", port: "3000/tcp" },
];

describeWith(["docker"], "install Docker", "the images", () => {
  beforeAll(() => buildImages(env), 1_800_000);

  describe.each(images)("$name", ({ name, user, port }) => {
    let image: Inspected;
    let files: string[];
    beforeAll(async () => {
      [image] = JSON.parse(await docker("image", "inspect", `${name}:latest`));
      files = await filesOf(name);
    });

    it("keeps its budget", async () => {
      const layers = await layersOf(name);
      console.table(layers);
      const compressed = layers.reduce((sum, layer) => sum + layer["compressed, MB"], 0);
      const size = image.Size / 1e6;
      console.log(
        `${name}: ${size.toFixed(1)} MB on disk (budget ${budget / 1e6}), ${compressed.toFixed(1)} MB compressed`,
      );
      expect(image.Size).toBeLessThanOrEqual(budget);
    });

    it("runs as a numeric user, with an exec-form command", () => {
      expect(image.Config.User).toBe(user);
      expect(Object.keys(image.Config.ExposedPorts)).toEqual([port]);
      expect(image.Config.Cmd[0]).toBe("node");
      expect(image.Config.Entrypoint ?? []).toEqual([]);
      expect(image.Config.Env).toContain("NODE_ENV=production");
    });

    it("says what it is", () => {
      const label = (key: string) => image.Config.Labels[`org.opencontainers.image.${key}`];
      expect(label("title")).toBe(name);
      expect(label("licenses")).toBe("MIT");
      expect(label("version")).toMatch(/^\d+\.\d+\.\d+$/);
      expect(label("description")).toBeTruthy();
    });

    it("holds no shell, package manager, compiler, source or secret", () => {
      const unwanted = /(^|\/)(sh|bash|dash|busybox|npm|npx|apt|apt-get|dpkg|gcc|cc|ld|strip|git|curl|wget)$/;
      expect(files.filter((file) => unwanted.test(file))).toEqual([]);
      const ours = files.filter((file) => file.startsWith("app/"));
      expect(
        ours.filter((file) =>
          /\.tsx?$|\.env|\.git\/|node_modules\/(typescript|esbuild|@img|sharp|vitest)\//.test(file),
        ),
      ).toEqual([]);
      expect(ours.length).toBeGreaterThan(0);
    });
  });

  it("todo-backend says which setting is missing, on a read-only root", async () => {
    const { code, stdout, stderr } = await attempt(
      "docker",
      ["run", "--rm", ...hardened, "--env", `BETTER_AUTH_SECRET=${"x".repeat(32)}`, "todo-backend:latest"],
      { env },
    );
    expect(code).toBe(1);
    expect(stdout + stderr).toContain("DATABASE_URL");
  });

  describe("todo-frontend, on a read-only root", () => {
    const container = `todo-frontend-test-${process.pid}`;
    beforeAll(async () => {
      const writable = ["--tmpfs", "/tmp", "--tmpfs", "/app/frontend/.next/cache"];
      await docker("run", "--detach", "--name", container, ...hardened, ...writable, "todo-frontend:latest");
    });
    afterAll(() => docker("rm", "--force", container));

    it("serves its pages, says that the API is away, and stops when asked to", async () => {
      const ask = (address: string) =>
        docker(
          "exec",
          container,
          "node",
          "-p",
          `fetch("http://127.0.0.1:3000${address}").then(async (a) => console.log(a.status, await a.text())), ""`,
        );
      const page = await until("the sign-in page", 30_000, () => ask("/sign-in"));
      expect(page.trim()).toMatch(/^200/);
      expect(page).toMatch(/sign in/i);
      expect((await ask("/api/v1/tasks")).trim()).toMatch(/^50[234] \{/);
      expect((await docker("logs", container)).toLowerCase()).not.toContain("read-only file system");
      await docker("stop", "--time", "20", container);
      const [state] = JSON.parse(await docker("inspect", container));
      expect(state.State.ExitCode).toBe(0);
    });
  });
});

/** Every file of an image. */
async function filesOf(image: string): Promise<string[]> {
  const container = (await docker("create", `${image}:latest`)).trim();
  const folder = mkdtempSync(path.join(tmpdir(), "todo-image-"));
  try {
    const archive = path.join(folder, "image.tar");
    await docker("export", "--output", archive, container);
    return (await run("tar", ["--list", "--file", archive]))
      .split("\n")
      .filter((file) => file && !file.endsWith("/"));
  } finally {
    await docker("rm", container);
    rmSync(folder, { recursive: true });
  }
}

/** Size of each layer, unpacked and as a registry would send it, with the step that made it. */
async function layersOf(
  image: string,
): Promise<{ step: string; "on disk, MB": number; "compressed, MB": number }[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "todo-image-"));
  try {
    const archive = path.join(folder, "image.tar");
    await docker("save", "--output", archive, `${image}:latest`);
    await run("tar", ["--extract", "--file", archive, "--directory", folder]);
    const [manifest] = JSON.parse(readFileSync(path.join(folder, "manifest.json"), "utf8"));
    const config = JSON.parse(readFileSync(path.join(folder, manifest.Config), "utf8"));
    const steps: string[] = config.history
      .filter((step: { empty_layer?: boolean }) => !step.empty_layer)
      .map((step: { created_by?: string }) => step.created_by ?? "");
    const layers: string[] = manifest.Layers;
    return await Promise.all(
      layers.map(async (layer, index) => {
        const file = path.join(folder, layer);
        const counts = { plain: 0, packed: 0 };
        await pipeline(
          createReadStream(file).on("data", (chunk) => {
            counts.plain += chunk.length;
          }),
          createGzip().on("data", (chunk) => {
            counts.packed += chunk.length;
          }),
          async (packed) => {
            for await (const _ of packed);
          },
        );
        return {
          step: (steps[index] || "base image").slice(0, 60),
          "on disk, MB": Math.round(counts.plain / 1e5) / 10,
          "compressed, MB": Math.round(counts.packed / 1e5) / 10,
        };
      }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
