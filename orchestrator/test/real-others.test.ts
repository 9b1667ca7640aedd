import { spawnSync } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import { k3d, kind } from "../src/cluster/others.ts";
import { messageOf } from "../src/errors.ts";
import { processRunner, which } from "../src/exec/run.ts";
import { Redactor } from "../src/exec/secret.ts";

const docker = which("docker") && spawnSync("docker", ["version"], { timeout: 20_000 }).status === 0;
const NAME = "todo-words";
const settings = { nodePorts: [30183] };

// Where no registry can be reached these programs end when they want their node's image; by then they have read and
// understood all they were told. Where one can be reached there is a cluster, which answers.
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
    { timeout: 600_000 },
    () => {
      afterEach(() => {
        spawnSync(name, gone, { timeout: 120_000 });
      });

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
