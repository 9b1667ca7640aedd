import { health, problem, task, taskList } from "@todo-chatbot/contracts";
import { describe, expect, it } from "vitest";
import { useServer } from "./testing/server.ts";

describe("the server", () => {
  const server = useServer();

  it("answers every error as a problem with a stable code", async () => {
    const me = await server().signUp();
    const json = { "content-type": "application/json" };
    const cases: [Parameters<typeof me.send>, number, string][] = [
      [["GET", "/nowhere"], 404, "not_found"],
      [["GET", "/api/v1/nowhere"], 404, "not_found"],
      [["GET", "/api/v1/tasks/01a1fb76-76d7-7656-9dee-d976feffe8c2"], 404, "not_found"],
      [["GET", "/api/v1/tasks/no-uuid"], 400, "validation_failed"],
      [["GET", "/api/v1/tasks/%ff"], 400, "validation_failed"],
      [["GET", "/api/v1/tasks?limit=0"], 400, "validation_failed"],
      [["GET", "/api/v1/tasks?unknown=1"], 400, "validation_failed"],
      [["GET", "/api/v1/tasks?q=%00"], 400, "validation_failed"],
      [["GET", "/api/v1/tasks?cursor=abc"], 400, "validation_failed"],
      [["PUT", "/api/v1/tasks"], 405, "method_not_allowed"],
      [["GET", "/api/v1/tasks/batch/x"], 404, "not_found"],
      [["POST", "/api/v1/tasks", { body: "{", headers: json }], 400, "validation_failed"],
      [["POST", "/api/v1/tasks", { body: "", headers: json }], 400, "validation_failed"],
      [
        [
          "POST",
          "/api/v1/tasks",
          { body: "title=x", headers: { "content-type": "application/x-www-form-urlencoded" } },
        ],
        415,
        "unsupported_media_type",
      ],
      [["POST", "/api/v1/tasks", { body: { title: "x".repeat(1_100_000) } }], 413, "payload_too_large"],
      [["POST", "/api/v1/tasks", { body: { title: "" } }], 400, "validation_failed"],
      [["POST", "/api/v1/tasks", { body: { title: "a\u0000b" } }], 400, "validation_failed"],
      [["POST", "/api/v1/tasks", { body: '{"title":"\\ud800"}' }], 400, "validation_failed"],
      [["POST", "/api/v1/tasks", { body: '{"title":"x","position":1e999}' }], 400, "validation_failed"],
      [
        ["POST", "/api/v1/tasks", { body: { title: "x", due: { date: "0000-01-01" } } }],
        400,
        "validation_failed",
      ],
      [
        ["POST", "/api/v1/tasks", { body: { title: "x", due: { date: "2026-02-30" } } }],
        400,
        "validation_failed",
      ],
      [
        ["POST", "/api/v1/tasks", { body: { title: "x", recurrence: { rule: "FREQ=SOMETIMES" } } }],
        400,
        "validation_failed",
      ],
      [["POST", "/api/v1/tasks", { body: { title: "x", ownerId: "me" } }], 400, "validation_failed"],
      [["POST", "/api/v1/tasks", { body: '{"title":"x","__proto__":{"a":1}}' }], 400, "validation_failed"],
      [
        ["POST", "/api/v1/tasks", { body: { title: "x" }, headers: { "idempotency-key": "a b" } }],
        400,
        "validation_failed",
      ],
      [["POST", "/api/v1/undo", { body: {} }], 400, "validation_failed"],
      [["POST", "/api/v1/undo"], 400, "validation_failed"],
    ];
    for (const [request, status, code] of cases) {
      const answer = await me.send(...request);
      expect({ request, status: answer.status, body: answer.body }).toEqual({
        request,
        status,
        body: expect.objectContaining({ code, status }),
      });
      expect(String(answer.headers["content-type"])).toMatch(/^application\/problem\+json/);
      expect(problem.safeParse(answer.body).success).toBe(true);
    }
    expect((await me.send("PUT", "/api/v1/tasks")).headers.allow).toBe("GET, HEAD, POST");
    expect(((await me.get("/api/v1/tasks")).body as { items: [] }).items).toEqual([]);
  });

  it("says which input was wrong", async () => {
    const me = await server().signUp();
    const { body } = await me.post("/api/v1/tasks/batch", {
      operations: [
        { type: "create", task: { title: "x" } },
        { type: "create", task: { title: "y", priority: 9 } },
      ],
    });
    expect((body as { errors: { path: string }[] }).errors.map(({ path }) => path)).toContain(
      "operations.1.task.priority",
    );
  });

  it("returns the wire form, with two round trips for a list", async () => {
    const me = await server().signUp();
    const made = await me.post("/api/v1/tasks", { title: "Buy milk", due: { date: "2026-11-21" } });
    expect(made.status).toBe(201);
    expect(task.parse(made.body)).toEqual(made.body);
    expect(made.headers.location).toBe(`/api/v1/tasks/${task.parse(made.body).id}`);
    const { database } = server();
    const key = await me.withKey();
    for (const options of [{}, { headers: key.headers }]) {
      await me.get("/api/v1/tasks", options); // The first use of a key also notes when.
      const before = database.roundTrips();
      const list = await me.get("/api/v1/tasks", options);
      expect(database.roundTrips() - before).toBeLessThanOrEqual(2);
      expect(taskList.parse(list.body).items).toEqual([made.body]);
    }
    const before = database.roundTrips();
    await me.post(`/api/v1/tasks/${task.parse(made.body).id}/complete`);
    expect(database.roundTrips() - before).toBeLessThanOrEqual(5);
  });

  it("does a repeated request once and rejects a different one under the same key", async () => {
    const me = await server().signUp();
    const send = (title: string, key = "k1") =>
      me.post("/api/v1/tasks", { title }, { "idempotency-key": key });
    const [first, second] = await Promise.all([send("a"), send("a")]);
    expect(second).toMatchObject({ status: 201, body: first?.body });
    expect(await send("b")).toMatchObject({ status: 409, body: { code: "idempotency_conflict" } });
    expect(await send("b", "k2")).toMatchObject({ status: 201 });
    const { items } = taskList.parse((await me.get("/api/v1/tasks")).body);
    expect(items.map(({ title }) => title)).toEqual(["a", "b"]);
    const remove = () =>
      me.send("DELETE", `/api/v1/tasks/${items[0]?.id}`, { headers: { "idempotency-key": "k3" } });
    expect((await remove()).status).toBe(204);
    expect((await remove()).status).toBe(204);
  });

  it("reports its health without authentication", async () => {
    const answer = await server().client().get("/health");
    expect(answer.status).toBe(200);
    expect(health.parse(answer.body)).toMatchObject({
      status: "ok",
      database: { kind: "embedded", state: "ready" },
    });
  });

  it("serves its documentation without other hosts", async () => {
    const someone = server().client();
    const page = await someone.get("/api/v1/docs");
    expect(page.status).toBe(200);
    expect(String(page.headers["content-security-policy"])).toMatch(/default-src 'none'.*script-src 'self'/);
    const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link ?? "");
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) {
      expect(link).not.toMatch(/^(https?:)?\/\//);
      const file = await someone.get(new URL(link, "http://x/api/v1/docs").pathname);
      expect({ link, status: file.status }).toEqual({ link, status: 200 });
    }
    const { body } = await someone.get("/api/v1/openapi.json");
    expect(body).toMatchObject({ openapi: "3.1.0", paths: { "/api/v1/tasks": { get: {}, post: {} } } });
    expect(JSON.stringify(body)).toContain("#/components/schemas/Task");
  });

  it("logs neither secrets nor what people write", async () => {
    const me = await server().signUp();
    const { key } = await me.withKey();
    await me.post("/api/v1/tasks", { title: "a very private title" });
    await me.get("/api/v1/tasks?q=private+question");
    await me.signIn("a wrong password");
    const log = server().log.join("");
    expect(log).toContain("/api/v1/tasks");
    for (const secret of [me.password, "a wrong password", key, "private", me.email, ...me.jar.values()]) {
      expect(log).not.toContain(secret);
    }
  });
});

describe("limits", () => {
  const server = useServer("embedded", { limits: { requestsPerMinute: 5 } });

  it("count requests per person and say when to come back", async () => {
    const [me, other] = [await server().signUp(), await server().signUp()];
    const statuses: number[] = [];
    for (let n = 0; n < 7; n++) statuses.push((await me.get("/api/v1/profile")).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    const refused = await me.get("/api/v1/profile");
    expect(refused.body).toMatchObject({ code: "rate_limited" });
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect((await other.get("/api/v1/profile")).status).toBe(200);
    expect((await me.get("/health")).status).toBe(200);
  });

  it("count refused requests by network address, for any reason", async () => {
    const [me, stranger] = [await server().signUp(), server().client()];
    stranger.address = "203.0.113.66";
    me.address = stranger.address;
    const tries = [
      () => stranger.get("/api/v1/tasks"),
      () => stranger.get("/api/v1/tasks", { headers: { authorization: "Bearer todo_wrong" } }),
      () => stranger.get("/api/v1/tasks", { headers: { cookie: "todo.session_token=wrong.wrong" } }),
      () => stranger.post("/api/v1/tasks", {}, { origin: "http://evil.example" }),
      () => stranger.get("/api/v1/nothing"),
    ];
    for (const attempt of tries) expect((await attempt()).status).toBeLessThan(429);
    for (const attempt of tries) {
      const refused = await attempt();
      expect(refused.body).toMatchObject({ status: 429, code: "rate_limited" });
      expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    }
    // Others at the same address are not affected.
    expect((await me.get("/api/v1/profile")).status).toBe(200);
    stranger.address = "203.0.113.67";
    expect((await stranger.get("/api/v1/tasks")).status).toBe(401);
  });
});
