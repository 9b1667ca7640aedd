import { describe, expect, it } from "vitest";
import { idRoutes } from "../testing/routes.ts";
import { useServer } from "../testing/server.ts";

describe("another person's ids", () => {
  const server = useServer();

  it("are not found by any route that takes one", async () => {
    const [mine, other] = [await server().signUp(), await server().signUp()];
    const title = "a secret of mine";
    const { body } = await mine.post("/api/v1/tasks", { title });
    const task = body as { id: string };
    const before = (await mine.get(`/api/v1/tasks/${task.id}`)).body;
    const routes = idRoutes((await mine.get("/api/v1/openapi.json")).body);
    expect(routes.length).toBeGreaterThanOrEqual(5);
    for (const { method, path } of routes) {
      const answer = await other.send(
        method,
        path(task.id),
        method === "PATCH" ? { body: { title: "x" } } : {},
      );
      expect({ method, path: path(":id"), status: answer.status }).toEqual({
        method,
        path: path(":id"),
        status: 404,
      });
      expect(answer.text).not.toContain(title);
    }
    expect((await mine.get(`/api/v1/tasks/${task.id}`)).body).toEqual(before);
  });

  it("are not found in bodies and queries either", async () => {
    const [mine, other] = [await server().signUp(), await server().signUp()];
    const { id } = (await mine.post("/api/v1/tasks", { title: "mine" })).body as { id: string };
    const [change] = ((await mine.get("/api/v1/activity")).body as { items: { id: string }[] }).items;
    expect((await other.post("/api/v1/undo", { changeId: change?.id })).status).toBe(404);
    for (const operation of [
      { type: "delete", id },
      { type: "complete", id },
      { type: "update", id, patch: {} },
    ]) {
      expect((await other.post("/api/v1/tasks/batch", { operations: [operation] })).status).toBe(404);
    }
    expect((await other.post("/api/v1/tasks", { title: "x", parentId: id })).status).toBe(400);
    expect((await other.get(`/api/v1/tasks?status=all&parentId=${id}`)).body).toMatchObject({ items: [] });
    const { key, id: keyId } = await mine.withKey();
    expect((await other.post("/api/auth/api-key/delete", { keyId })).status).toBe(404);
    const [session] = (await mine.get("/api/auth/list-sessions")).body as { token: string }[];
    await other.post("/api/auth/revoke-session", { token: session?.token });
    expect((await mine.get("/api/v1/profile")).status).toBe(200);
    const byKey = await other.get("/api/v1/tasks", { headers: { authorization: `Bearer ${key}` } });
    expect(byKey.body).toMatchObject({ items: [{ id }] });
  });

  it("and nothing at all without signing in", async () => {
    const someone = server().client();
    const { paths } = (await someone.get("/api/v1/openapi.json")).body as { paths: Record<string, object> };
    let asked = 0;
    for (const [path, methods] of Object.entries(paths)) {
      if (!path.startsWith("/api/v1/")) continue;
      for (const method of Object.keys(methods)) {
        const url = path.replaceAll(/\{\w+\}/g, "01a1fb76-76d7-7656-9dee-d976feffe8c2");
        const answer = await someone.send(method.toUpperCase() as "GET", url);
        expect({ method, path, status: answer.status }).toEqual({ method, path, status: 401 });
        asked++;
      }
    }
    expect(asked).toBeGreaterThan(10);
  });
});
