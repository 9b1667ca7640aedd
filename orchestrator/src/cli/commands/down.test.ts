import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { AuditLog } from "../../audit/log.ts";
import { Redactor } from "../../exec/secret.ts";
import type { Context } from "../../run/context.ts";
import { type Created, noteCreated } from "../../tasks/created.ts";
import { down, questionOf, removalOf } from "./down.ts";

/** A deployment with these volume claims in its namespace, and the calls made to it. */
function deployed(claims: readonly string[], more: Partial<Created> = {}) {
  const stateFolder = mkdtempSync(join(tmpdir(), "down-"));
  const done: string[] = [];
  const said: string[] = [];
  const context = {
    stateFolder,
    contract: { chart: { release: "app" } },
    cluster: { kind: "minikube", context: "minikube" },
    kubectl: {
      place: { context: "minikube", namespace: "todo" },
      list: async () => claims.map((name) => ({ metadata: { name } })),
      run: async ([verb, kind, name]: string[]) => void done.push(`${verb} ${kind} ${name}`),
    },
    helm: {
      uninstall: async (name: string) => {
        done.push(`uninstall ${name}`);
        return true;
      },
    },
    daemon: async () => ({}),
    docker: () => ({ remove: async () => true }),
    audit: new AuditLog(join(stateFolder, "log"), stateFolder, new Redactor()),
    state: { clear: () => {} },
  } as unknown as Context;
  noteCreated(context, (created) => Object.assign(created, { release: true, namespace: true }, more));
  const take = async (withData: boolean) => {
    const removal = await removalOf(context, withData);
    await down(context, removal, { dryRun: false }, (lines) => void said.push(...lines));
    return { done, said: said.join("\n"), question: questionOf(context, removal) };
  };
  return { context, take };
}

it("removes release and namespace if there is no data", async () => {
  const { done, question } = await deployed([]).take(false);
  expect(done).toEqual(["uninstall app", "delete namespace todo"]);
  expect(question).toBe("remove the release from minikube");
});

it("keeps data and the namespace that contains it, and names both", async () => {
  const { done, said, question } = await deployed(["data-database-0"]).take(false);
  expect(done).toEqual(["uninstall app"]);
  expect(question).toContain("keep its data (data-database-0)");
  expect(said).toContain("Kept: volume claim data-database-0");
  expect(said).toContain("Kept: namespace todo");
});

it("deletes data only if told to, and asks with its name", async () => {
  const { done, question } = await deployed(["data-database-0"]).take(true);
  expect(done).toEqual([
    "uninstall app",
    "delete persistentvolumeclaim data-database-0",
    "delete namespace todo",
  ]);
  expect(question).toContain("delete for good all data in the volume claim data-database-0");
});

it("keeps a namespace that existed before, and its data", async () => {
  const { done } = await deployed(["data-database-0"], { namespace: false }).take(false);
  expect(done).toEqual(["uninstall app"]);
});

it("does not access a cluster if it has created nothing", async () => {
  const { context } = deployed([], { release: false, namespace: false });
  context.kubectl.list = () => Promise.reject(new Error("asked"));
  expect(await removalOf(context, false)).toMatchObject({ claims: [] });
});
