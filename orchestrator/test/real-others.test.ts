import { spawnSync } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import { k3d, kind } from "../src/cluster/others.ts";
import { messageOf } from "../src/errors.ts";
import { processRunner, which } from "../src/exec/run.ts";
import { Redactor } from "../src/exec/secret.ts";
import { Project } from "./project.ts";
import { realProject } from "./real.ts";

const docker = which("docker") && spawnSync("docker", ["version"], { timeout: 20_000 }).status === 0;
const NAME = "todo-words";
const settings = { nodePorts: [30183] };

// Where no registry can be reached these programs end when they want their node's image; by then they have read and
// understood all they were told. Where one can be reached, or the image is there, there is a cluster, which answers.
const programs = [
  {
    name: "kind",
    make: kind,
    gone: ["delete", "cluster", "--name", NAME],
    image: /pull image|Ensuring node image/,
  },
  {
    name: "k3d",
    make: k3d,
    gone: ["cluster", "delete", NAME],
    image: /pull(ing)? image|failed to (pull|create)/i,
  },
];

for (const { name, make, gone, image } of programs)
  describe.skipIf(!docker || !which(name))(
    `the real ${name} [needs ${name} and docker]`,
    { timeout: 900_000 },
    () => {
      afterEach(() => {
        spawnSync(name, gone, { timeout: 120_000 });
      }, 150_000);

      it("understands how a cluster with a published port is asked for", async () => {
        const cluster = make(processRunner, new Redactor(), NAME, settings);
        expect(await cluster.state()).toMatchObject({
          running: false,
          detail: expect.stringContaining("yet"),
        });
        const fault = await cluster.start().then(
          () => null,
          (error: unknown) => messageOf(error),
        );
        if (fault === null) expect((await cluster.state()).running).toBe(true);
        else {
          expect(fault).toMatch(image);
          expect(fault).not.toMatch(/unknown|parse|invalid|unmarshal|usage/i);
        }
      });

      it("gets an application deployed, also when it is created again", async ({ skip }) => {
        const app = new Project(realProject("guestbook-others", 30183), process.env);
        const up = () => app.up("--agents", "builtin", "--target", `${name}:${NAME}`);
        const first = await up();
        const fault = first.problem;
        if (fault?.task === "T004" && image.test(fault.message)) skip("its node image is in a registry");
        const page = { ok: true, url: "http://127.0.0.1:30183" };
        expect(first.end, first.output.slice(-3000)).toMatchObject(page);
        expect((await up()).end).toMatchObject({ ...page, changed: 0 });
        spawnSync(name, gone, { timeout: 120_000 });
        const again = await up();
        expect(again.end, again.output.slice(-3000)).toMatchObject(page);
        expect((await app.run(["down", "--yes", "--target", `${name}:${NAME}`])).code).toBe(0);
      });

      it("knows the words by which an image is loaded", async () => {
        const cluster = make(processRunner, new Redactor(), NAME);
        const fault = await cluster.load("todo-nothing:here").then(
          () => "",
          (error: unknown) => messageOf(error),
        );
        expect(fault).not.toMatch(/unknown (command|flag)/i);
        expect(fault).toMatch(/not present|no nodes|not found|no valid|failed/i);
      });
    },
  );
