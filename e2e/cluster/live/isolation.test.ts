import { afterAll, beforeAll, expect, it } from "vitest";
import { describeCluster } from "../support/cluster.ts";
import { provideImages } from "../support/images.ts";
import { chart } from "../support/render.ts";
import { Session } from "../support/session.ts";
import { Site, secretValues } from "../support/site.ts";

await describeCluster("two installations in one cluster", (cluster) => {
  let first: Site;
  let second: Site;
  let secondUrl: string;

  beforeAll(async () => {
    await provideImages(cluster);
    first = await Site.create(cluster);
    second = await Site.create(cluster);
    const quick =
      "database.mode=builtin,backend.readinessProbe.initialDelaySeconds=0,frontend.readinessProbe.initialDelaySeconds=0";
    for (const [site, port] of [
      [first, "30080"],
      [second, "null"],
    ] as const) {
      await site.secret(secretValues());
      await site.install("--set", `${quick},frontend.nodePort=${port}`);
    }
    await first.ready(5, 240_000);
    await second.ready(5, 240_000);
    await first.answers();
    secondUrl = `/api/v1/namespaces/${second.namespace}/services/todo-frontend:3000/proxy`;
  });
  afterAll(async () => {
    await first?.remove();
    await second?.remove();
  });

  it("are in namespaces of their own: a second one in the same is refused before it changes anything", async () => {
    const before = await leftovers(first);
    const again = first.helm("install", "other", chart, "--set", "frontend.nodePort=null");
    await expect(again).rejects.toThrow(/exists and cannot be imported/);
    expect(await leftovers(first)).toEqual(before);
  });

  it("share no account and no todo", async () => {
    const session = await Session.signUp(cluster.url);
    await session.add("only here");
    const count = `select count(*) from "user" where email = '${session.email}'`;
    expect(await psql(first, count)).toBe("1");
    expect(await psql(second, count)).toBe("0");
    expect(await cluster.kubectl("get", "--raw", `${secondUrl}/sign-in`)).toMatch(/sign in/i);
  });

  it("leave nothing when uninstalled but the volume claim they said they keep", async () => {
    const password = await passwordOf(second);
    await psql(second, "create table kept (word text); insert into kept values ('still here')");
    const notes = await second.helm("get", "notes", "todo-app");
    expect(notes).toContain("delete pvc data-todo-database-0");
    await second.helm("uninstall", "todo-app", "--wait");
    await second.kubectl("wait", "--for=delete", "pod", "--all", "--timeout=180s");
    await second.kubectl("delete", "secret", "todo-backend-secret");
    expect(await leftovers(second)).toEqual(["persistentvolumeclaim/data-todo-database-0"]);
    await first.ready(5, 1000);
    await (await Session.signUp(cluster.url)).add("undisturbed");

    // A new installation has a new password and still finds the old volume.
    await second.secret(secretValues());
    await second.install("--set", "database.mode=builtin,frontend.nodePort=null");
    await second.ready(5, 240_000);
    expect(await passwordOf(second)).not.toBe(password);
    expect(await psql(second, "select word from kept")).toBe("still here");
  });

  it("refuse another size of the volume before anything is changed", async () => {
    const revisions = () => first.helm("history", "todo-app", "-o", "json");
    const before = await revisions();
    const upgrade = first.upgrade("--set", "database.builtin.storage=9Gi,backend.replicas=1");
    await expect(upgrade).rejects.toThrow(/storage is 9Gi, but the volume was created with 1Gi/);
    expect(await revisions()).toBe(before);
    await first.ready(5, 1000);
  });

  it("keep the database's password over an upgrade", async () => {
    const password = await passwordOf(first);
    await first.upgrade("--set", "backend.podAnnotations.upgraded=yes", "--wait", "--timeout=4m");
    expect(await passwordOf(first)).toBe(password);
  });

  it("leave nothing at all when the volume is not to be kept", async () => {
    await first.upgrade("--set", "database.builtin.keepVolume=false", "--wait", "--timeout=4m");
    await first.helm("uninstall", "todo-app", "--wait");
    await first.kubectl("wait", "--for=delete", "pod,pvc", "--all", "--timeout=180s");
    await first.kubectl("delete", "secret", "todo-backend-secret");
    expect(await leftovers(first)).toEqual([]);
  });
});

async function psql(site: Site, sql: string): Promise<string> {
  const command = ["psql", "-U", "todo", "-d", "todo", "-qAtc", sql];
  return (await site.kubectl("exec", "todo-database-0", "-c", "postgresql", "--", ...command)).trim();
}

function passwordOf(site: Site): Promise<string> {
  return site.kubectl("get", "secret", "todo-database", "-o", "jsonpath={.data.password}");
}

/** Everything in the namespace, of any kind, except what Kubernetes itself puts into each, and events. */
async function leftovers(site: Site): Promise<string[]> {
  const kinds = await site.cluster.kubectl("api-resources", "--namespaced", "--verbs=list", "-o", "name");
  const lasting = kinds
    .trim()
    .split("\n")
    .filter((kind) => !/^(events|endpoints|endpointslices|leases)/.test(kind));
  const text = await site.kubectl("get", lasting.join(","), "-o", "name", "--ignore-not-found");
  return text
    .trim()
    .split("\n")
    .filter(
      (name) => name !== "" && name !== "configmap/kube-root-ca.crt" && name !== "serviceaccount/default",
    );
}
