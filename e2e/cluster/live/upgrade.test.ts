import { afterAll, beforeAll, expect, it } from "vitest";
import { describeCluster } from "../support/cluster.ts";
import { provideImages, services, tagImages, untagImages } from "../support/images.ts";
import { expectNothingLost, startLoad } from "../support/load.ts";
import { Site, secretValues } from "../support/site.ts";

const tag = "next";

await describeCluster("under a constant load", (cluster) => {
  let site: Site;
  let before: string[];

  beforeAll(async () => {
    await provideImages(cluster);
    await tagImages(cluster, tag);
    site = await Site.create(cluster);
    await site.secret(secretValues());
    await site.install("--set", "database.mode=builtin");
    await site.ready(5, 180_000);
    await site.answers();
  });
  afterAll(async () => {
    await site?.remove();
    await untagImages(cluster, tag);
  });

  it("an upgrade fails no request and loses no write", async () => {
    before = await site.names("todo-backend", "todo-frontend");
    const load = await startLoad(cluster.url);
    const tags = services.map((service) => `${service}.tag=${tag}`).join(",");
    await site.upgrade("--set", tags, "--wait", "--timeout=5m");
    for (const service of services) {
      await site.kubectl("rollout", "status", `deployment/todo-${service}`, "--timeout=180s");
    }
    await site.gone(before);
    const report = await load.stop();
    await expectNothingLost("helm upgrade to a new tag", report);
    expect(
      (await site.names("todo-backend", "todo-frontend")).filter((name) => before.includes(name)),
    ).toEqual([]);
  });

  it("the deletion of each pod in turn fails no request and loses no write", async () => {
    const doomed = await site.names("todo-backend", "todo-frontend");
    expect(doomed).toHaveLength(4);
    const load = await startLoad(cluster.url);
    for (const name of doomed) {
      await site.kubectl("delete", "pod", name, "--wait=false");
      await site.gone([name]);
      await site.ready(5, 180_000);
    }
    await expectNothingLost("deletion of each pod in turn", await load.stop());
  });
});
