import { problem } from "@todo-chatbot/contracts";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { describeCluster } from "../support/cluster.ts";
import { databaseUrl, newPassword, startDatabase } from "../support/external-database.ts";
import { provideImages, tagImages, untagImages } from "../support/images.ts";
import { until } from "../support/run.ts";
import { Session } from "../support/session.ts";
import { Site, secretValues, waitsFor } from "../support/site.ts";

/** Shorter delays than the contract's, since the test waits for each fault. */
const quick = [
  ...["--set", "backend.readinessProbe.initialDelaySeconds=0,backend.readinessProbe.periodSeconds=2"],
  ...["--set", "frontend.readinessProbe.initialDelaySeconds=0,frontend.readinessProbe.periodSeconds=2"],
];
const builtin = ["--set", "database.mode=builtin", ...quick];

await describeCluster("a fault names its cause, is visible in the product and recovers", (cluster) => {
  let site: Site;
  beforeAll(() => provideImages(cluster));
  beforeEach(async () => {
    site = await Site.create(cluster);
  });
  afterEach(() => site?.remove());

  /** What a page gets from the API while the backend is down: a reason, not a broken connection. */
  async function expectUnavailable(): Promise<void> {
    await site.ready(2, 120_000, "todo-frontend");
    const page = await until("the sign-in page", 30_000, () => fetch(`${cluster.url}/sign-in`));
    expect(page.status).toBe(200);
    if (await leaks()) {
      console.warn(
        "This cluster's CNI accepts connections to a Service without pods; the API's response is not checked.",
      );
      return;
    }
    const answer = await fetch(`${cluster.url}/api/v1/tasks`);
    expect([502, 503, 504]).toContain(answer.status);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(problem.parse(await answer.json()).detail).not.toBe("");
  }

  /**
   * Whether a connection to a Service without pods is accepted instead of being refused: kube-proxy's
   * rule has no effect if the CNI's own rule, which accepts everything, precedes it.
   */
  async function leaks(): Promise<boolean> {
    const script = `require("node:net").connect(8000, "todo-backend").setTimeout(3000)
      .on("connect", () => process.exit(3)).on("timeout", () => process.exit(3)).on("error", () => process.exit(0))`;
    const probe = site.kubectl("exec", "deployment/todo-frontend", "--", "node", "-e", script);
    return probe.then(
      () => false,
      () => true,
    );
  }

  async function expectHealed(pods: number): Promise<void> {
    await site.ready(pods, 240_000);
    const session = await until("an account", 60_000, () => Session.signUp(cluster.url));
    expect((await session.add("healed")).title).toBe("healed");
  }

  it("no Secret: the pods say which one they wait for", async () => {
    const notes = await site.install(...builtin);
    expect(notes).toContain("The Secret todo-backend-secret is missing");
    const pod = await site.podThat("todo-backend", "waiting", (one) => waitsFor(one)?.message !== undefined);
    expect(waitsFor(pod)).toMatchObject({
      reason: "CreateContainerConfigError",
      message: expect.stringContaining('secret "todo-backend-secret" not found'),
    });
    await expectUnavailable();
    await site.secret(secretValues());
    await expectHealed(5);
  });

  it("an invalid Secret: the log names the key and the fix", async () => {
    await site.secret({ ...secretValues(), BETTER_AUTH_SECRET: "short" });
    await site.install(...builtin);
    await site.podThat(
      "todo-backend",
      "restarting",
      (one) => (one.status.containerStatuses?.[0]?.restartCount ?? 0) > 0,
    );
    const log = await site.logs("todo-backend");
    expect(log).toContain("BETTER_AUTH_SECRET");
    expect(log).not.toContain('"short"');
    await expectUnavailable();
    await site.secret(secretValues());
    await expectHealed(5);
  });

  it("no DATABASE_URL: the log says that it is missing", async () => {
    await site.secret(secretValues());
    await site.install(...quick);
    await site.podThat(
      "todo-backend",
      "restarting",
      (one) => (one.status.containerStatuses?.[0]?.restartCount ?? 0) > 0,
    );
    expect(await site.logs("todo-backend")).toContain("DATABASE_URL");
    await expectUnavailable();
    const address = await startDatabase(site, "outside");
    await site.secret({ ...secretValues(), DATABASE_URL: address });
    await expectHealed(4);
  });

  it("a database that cannot be reached: the pods wait for it without a restart", async () => {
    const password = newPassword();
    await site.secret({ ...secretValues(), DATABASE_URL: databaseUrl("late", password) });
    await site.install(...quick);
    await until("the event", 120_000, async () => /Startup probe failed.*503/.test(await site.events()));
    expect(await site.logs("todo-backend")).toMatch(/database/i);
    expect(await site.logs("todo-backend")).not.toContain(password);
    await expectUnavailable();
    const waiting = await site.pods("todo-backend");
    expect(waiting.map((pod) => pod.status.containerStatuses?.[0]?.restartCount)).toEqual([0, 0]);
    await startDatabase(site, "late", password);
    await expectHealed(4);
  });

  it.skipIf(!cluster.minikube)("no such image, with pull policy Never: the pods say so", async () => {
    await site.secret(secretValues());
    await site.install(...builtin, "--set", "backend.tag=forgotten");
    const pod = await site.podThat(
      "todo-backend",
      "without image",
      (one) => waitsFor(one)?.reason === "ErrImageNeverPull",
    );
    expect(waitsFor(pod)?.message).toContain("todo-backend:forgotten");
    await expectUnavailable();
    await tagImages(cluster, "forgotten");
    await expectHealed(5);
    await site.helm("uninstall", "todo-app", "--wait");
    await untagImages(cluster, "forgotten");
  });

  it("too little memory: the pods are killed for it, and say so", async () => {
    await site.secret(secretValues());
    const tight = ["backend.resources.requests.memory=32Mi", "backend.resources.limits.memory=48Mi"];
    await site.install(...builtin, "--set", tight.join(","));
    await site.podThat("todo-backend", "out of memory", (one) => {
      const { state, lastState } = one.status.containerStatuses?.[0] ?? {};
      return [state, lastState].some((past) => past?.terminated?.reason === "OOMKilled");
    });
    await expectUnavailable();
    await site.upgrade(
      "--set",
      "backend.resources.requests.memory=128Mi,backend.resources.limits.memory=512Mi",
    );
    await expectHealed(5);
  });
});
