import { describe, expect, it } from "vitest";
import { useServer } from "../testing/server.ts";

describe("checks of every request", () => {
  const server = useServer();
  const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;

  it.each([
    [{ host: "a b" }, 400],
    [{ host: "me@127.0.0.1" }, 400],
    [{ host: "evil.example" }, 421],
    [{ "x-forwarded-host": "evil.example" }, 421],
    [{ host: "evil.example", "x-forwarded-host": "127.0.0.1" }, 421],
    [{ "x-forwarded-host": "127.0.0.1, evil.example" }, 421],
    [{ "x-forwarded-proto": "gopher" }, 400],
    [{ "x-forwarded-proto": "https, a b" }, 400],
    [{ "x-forwarded-proto": "javascript:alert(1)//" }, 400],
  ])("%j is a problem on every address", async (headers, status) => {
    for (const [method, url] of [
      ["GET", "/health"],
      ["GET", "/api/v1/tasks"],
      ["GET", "/api/auth/get-session"],
      ["POST", "/api/auth/sign-in/email"],
      ["POST", "/mcp"],
      ["GET", "/nothing"],
    ] as const) {
      const answer = await server()
        .client()
        .send(method, url, { ...(method === "POST" && { body: {} }), headers });
      expect({ url, status: answer.status, body: answer.body }).toMatchObject({
        url,
        status,
        body: { status, code: status === 421 ? "unknown_host" : "validation_failed" },
      });
    }
  });

  it.each(["10.1.2.3:8000", "[fe80::1]:8000", "localhost:8000", "todo-backend:8000", "TODO.example.org."])(
    "%s is answered",
    async (host) => {
      const answer = await server().app.inject({ url: "/health", headers: { host } });
      expect(answer.statusCode).toBe(200);
    },
  );

  it("a body where none belongs is refused", async () => {
    const me = await server().signUp();
    for (const method of ["GET", "HEAD", "OPTIONS"] as const) {
      const answer = await me.send(method, "/api/v1/tasks", { body: { title: "x" } });
      expect(answer.status).toBe(400);
    }
  });

  it("excessive nesting is refused on every address that accepts JSON", async () => {
    const me = await server().signUp();
    for (const url of [
      "/api/v1/tasks",
      "/api/v1/tasks/batch",
      "/api/v1/undo",
      "/api/v1/import",
      "/api/auth/sign-in/email",
    ]) {
      for (const depth of [33, 5000, 50_000, 400_000]) {
        const answer = await me.post(url, `{"title":"x","labels":${nested(depth)}}`);
        expect({ url, depth, status: answer.status }).toEqual({ url, depth, status: 400 });
        expect(answer.headers["content-type"]).toContain("problem+json");
      }
    }
  });

  it("https is required after a request over https, and only then", async () => {
    const me = server().client();
    expect((await me.get("/health")).headers["strict-transport-security"]).toBeUndefined();
    me.origin = "https://todo.example.org";
    expect((await me.get("/health")).headers["strict-transport-security"]).toBe("max-age=31536000");
  });
});

describe("caching of responses", () => {
  const server = useServer();

  it("nothing but the files of the API's page", async () => {
    const me = await server().signUp();
    const { headers } = await me.withKey();
    for (const url of [
      "/api/v1/tasks",
      "/api/v1/profile",
      "/api/v1/activity",
      "/api/v1/export",
      "/api/v1/export?format=icalendar",
      "/api/auth/get-session",
      "/api/auth/list-sessions",
      "/api/v1/nothing",
      "/health",
    ]) {
      const answer = await me.get(url);
      expect({ url, kept: answer.headers["cache-control"] }).toEqual({ url, kept: "no-store" });
    }
    const made = await me.post("/api/v1/tasks", { title: "x" }, headers);
    expect([made.status, made.headers["cache-control"]]).toEqual([201, "no-store"]);
    expect((await me.get("/api/v1/docs/swagger-ui.css")).headers["cache-control"]).toContain("public");
  });

  it("the browser clears its data when a session is over, and not before", async () => {
    const me = await server().signUp();
    for (const path of ["sign-out", "revoke-sessions", "delete-user"]) {
      const signedIn = await me.signIn();
      expect(signedIn.headers["clear-site-data"]).toBeUndefined();
      const wrong = await me.post(
        `/api/auth/${path}`,
        { password: "not it" },
        { origin: "http://evil.example" },
      );
      expect(wrong.headers["clear-site-data"]).toBeUndefined();
      const over = await me.post(`/api/auth/${path}`, { password: me.password });
      expect({ path, status: over.status, cleared: over.headers["clear-site-data"] }).toEqual({
        path,
        status: 200,
        cleared: '"cache", "storage"',
      });
    }
  });
});

describe("who is exempt from the origin check", () => {
  const server = useServer();
  const foreign = { origin: "http://evil.example" };

  it("a key is, where keys are accepted; a browser's stored password is not", async () => {
    const me = await server().signUp();
    const { headers } = await me.withKey();
    expect((await me.post("/api/v1/tasks", { title: "x" }, { ...foreign, ...headers })).status).toBe(201);
    for (const authorization of ["", "Basic eDp5", "Bearer", "bearer"]) {
      const answer = await me.post("/api/v1/tasks", { title: "x" }, { ...foreign, authorization });
      expect({ authorization, status: answer.status }).toEqual({ authorization, status: 403 });
    }
  });

  it("nothing is below /api/auth, however the address is written", async () => {
    const me = await server().signUp();
    const { headers } = await me.withKey();
    for (const authorization of [headers.authorization, "Basic eDp5", ""]) {
      for (const url of ["/api/auth/sign-out", "/api/%61uth/sign-out"]) {
        const answer = await me.post(url, {}, { ...foreign, authorization: String(authorization) });
        expect([401, 403, 400, 404]).toContain(answer.status);
      }
    }
    expect((await me.get("/api/v1/profile")).status).toBe(200);
  });
});
