import { expect, it } from "vitest";
import type { CommandResult } from "../exec/run.ts";
import { Redactor } from "../exec/secret.ts";
import type { Context } from "../run/context.ts";
import { snapshotOf } from "./pods.ts";

const password = "a-long-password";
const words = `FATAL: cannot reach postgres://todo:${password}@db/todo\nsigned with ${password}\n`;

/** A cluster with one crashed pod, whose Secret can be read or not. */
function contextWith(readable: boolean): Context {
  const crashed = {
    name: "api",
    ready: false,
    restartCount: 2,
    state: { waiting: { reason: "CrashLoopBackOff" } },
  };
  const pod = { metadata: { name: "api-1" }, status: { containerStatuses: [crashed] } };
  const secret = { metadata: {}, data: { KEY: Buffer.from(password).toString("base64") } };
  const kubectl = {
    list: async ([kind]: string[]) => (kind === "pods" ? [pod] : []),
    try: async ([verb]: string[]) =>
      ({ exitCode: 0, stdout: verb === "logs" ? words : "KEY\n", stderr: "" }) as CommandResult,
    get: async () => (readable ? secret : Promise.reject(new Error("Forbidden"))),
  };
  return {
    ...{ kubectl, redactor: new Redactor(), contract: { secrets: [{ name: "api-key" }] } },
    daemon: async () => ({ inside: true }),
  } as unknown as Context;
}

it("masks the application's secrets in a crash's last words", async () => {
  const { logs } = await snapshotOf(contextWith(true));
  expect(logs).toEqual({
    "api-1/api": "FATAL: cannot reach postgres://todo:***@db/todo\nsigned with ***\n",
  });
});

it("masks at least what looks like a secret if it may not read them", async () => {
  const { logs } = await snapshotOf(contextWith(false));
  expect(logs["api-1/api"]).toContain("postgres://todo:***@db/todo");
});
