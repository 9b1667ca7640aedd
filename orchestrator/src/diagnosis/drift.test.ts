import { expect, it } from "vitest";
import type { CommandResult } from "../exec/run.ts";
import { driftLines, driftOf } from "./drift.ts";

const kubectlDiff = `diff -u -N /tmp/LIVE-2551079/apps.v1.Deployment.todo.todo-backend /tmp/MERGED-11/apps.v1.Deployment.todo.todo-backend
--- /tmp/LIVE-2551079/apps.v1.Deployment.todo.todo-backend	2026-11-30 12:00:00.0 +0000
+++ /tmp/MERGED-11/apps.v1.Deployment.todo.todo-backend	2026-11-30 12:00:00.0 +0000
@@ -6,7 +6,7 @@
   annotations:
     deployment.kubernetes.io/revision: "1"
-  generation: 3
+  generation: 4
   labels:
@@ -30,7 +30,7 @@
 spec:
-  replicas: 5
+  replicas: 2
   revisionHistoryLimit: 10
diff -u -N /tmp/LIVE-2551079/v1.Service.todo.todo-backend /tmp/MERGED-11/v1.Service.todo.todo-backend
--- /tmp/LIVE-2551079/v1.Service.todo.todo-backend	2026-11-30 12:00:00.0 +0000
+++ /tmp/MERGED-11/v1.Service.todo.todo-backend	2026-11-30 12:00:00.0 +0000
@@ -0,0 +1,2 @@
+apiVersion: v1
+kind: Service
`;

const answering = (result: Partial<CommandResult>) => ({
  try: async () => ({ exitCode: 0, stdout: "", stderr: "", ...result }) as CommandResult,
});

it("names the objects that were changed or deleted, with the lines that differ", () => {
  expect(driftLines(kubectlDiff)).toEqual([
    "# apps.v1.Deployment.todo.todo-backend",
    "-   replicas: 5",
    "+   replicas: 2",
    "# v1.Service.todo.todo-backend",
    "+ apiVersion: v1",
    "+ kind: Service",
  ]);
});

it("distinguishes a difference from a failed comparison", async () => {
  expect(await driftOf(answering({}), "kind: Service")).toEqual({ lines: [] });
  const different = await driftOf(answering({ exitCode: 1, stdout: kubectlDiff }), "kind: Service");
  expect(different.lines).toHaveLength(6);
  const refused = answering({
    exitCode: 2,
    stderr: "Error from server (Forbidden): deployments is forbidden",
  });
  expect(await driftOf(refused, "kind: Service")).toEqual({
    lines: [],
    failed: expect.stringContaining("deployments is forbidden"),
  });
});
