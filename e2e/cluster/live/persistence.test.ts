import { afterAll, beforeAll, expect, it } from "vitest";
import { describeCluster } from "../support/cluster.ts";
import { provideImages } from "../support/images.ts";
import { run, until } from "../support/run.ts";
import { Session } from "../support/session.ts";
import { Site, secretValues } from "../support/site.ts";

await describeCluster("todos outlive", (cluster) => {
  let site: Site;
  let session: Session;
  const todos = ["buy milk", "call mom", "plan “the trip” ✈"];

  beforeAll(async () => {
    await provideImages(cluster);
    site = await Site.create(cluster);
    await site.secret(secretValues());
    await site.install("--set", "database.mode=builtin");
    await site.ready(5, 180_000);
    await site.answers();
    session = await Session.signUp(cluster.url);
    for (const todo of todos) await session.add(todo);
  });
  afterAll(() => site?.remove());

  async function allThere(): Promise<void> {
    const titles = await until("the todos", 120_000, () => session.titles());
    expect(titles.toSorted()).toEqual(todos.toSorted());
  }

  it("the backend's pods, deleted at once", async () => {
    await site.kubectl("delete", "pod", "--selector", "app=todo-backend");
    await site.ready(5, 180_000);
    await allThere();
  });

  it("the database's pod, and the backend finds it again by itself", async () => {
    const backends = await site.pods("todo-backend");
    await site.kubectl("delete", "pod", "todo-database-0");
    await site.ready(5, 180_000);
    await allThere();
    const after = await site.pods("todo-backend");
    expect(after.map((pod) => pod.metadata.uid).toSorted()).toEqual(
      backends.map((pod) => pod.metadata.uid).toSorted(),
    );
    expect(after.map((pod) => pod.status.containerStatuses?.[0]?.restartCount)).toEqual([0, 0]);
  });

  it("the database's pod, killed in the middle of a write", async () => {
    await site.kubectl("delete", "pod", "todo-database-0", "--grace-period=0", "--force");
    await site.ready(5, 180_000);
    await allThere();
  });

  it.skipIf(!cluster.minikube)("a stop and a start of the cluster, without help", async () => {
    await run("minikube", ["-p", cluster.context, "stop"]);
    await run("minikube", ["-p", cluster.context, "start"]);
    const start = performance.now();
    // Right after a start the pods' conditions are outdated, so only a response counts.
    await allThere();
    await site.ready(5, 300_000);
    console.log(
      `minikube start → todos answered and 5/5 Ready: ${((performance.now() - start) / 1000).toFixed(0)} s`,
    );
    await allThere();
  });
});
