import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeCluster } from "../support/cluster.ts";
import { startDatabase } from "../support/external-database.ts";
import { provideImages, services } from "../support/images.ts";
import { startLoad } from "../support/load.ts";
import { production } from "../support/render.ts";
import { run, until } from "../support/run.ts";
import { Session } from "../support/session.ts";
import { isReady, Site, secretValues } from "../support/site.ts";
import { usage } from "../support/usage.ts";

/** The acceptance limit of the task list; the measured value is printed. */
const bound = 120_000;

await describeCluster("an installation", (cluster) => {
  let site: Site;
  beforeAll(async () => {
    await provideImages(cluster);
    site = await Site.create(cluster);
  });
  afterAll(() => site?.remove());

  describe("on the default values", () => {
    it("has four Ready pods within the bound", async () => {
      const address = await startDatabase(site, "outside");
      await site.secret({ ...secretValues(), DATABASE_URL: address });
      await until("the database", 60_000, async () => (await site.pods("outside")).some(isReady));
      const start = performance.now();
      const notes = await site.install();
      await site.ready(4, bound);
      const seconds = (performance.now() - start) / 1000;
      console.log(
        `helm install → 4/4 Ready, default values: ${seconds.toFixed(1)} s (aim 30 s, bound 120 s)`,
      );
      expect(notes).toContain("STATUS: deployed");
      expect(notes).toContain(`minikube service todo-frontend --namespace ${site.namespace} --url`);
      expect(notes).toContain(`helm test todo-app --namespace ${site.namespace}`);
      expect(notes).not.toContain("is missing");
      for (const app of ["todo-backend", "todo-frontend"]) {
        const pods = await site.pods(app);
        expect(
          pods.map((pod) => [pod.status.phase, pod.status.containerStatuses?.[0]?.restartCount]),
        ).toEqual([
          ["Running", 0],
          ["Running", 0],
        ]);
      }
    });

    it("serves its sign-in page at the node port", async () => {
      await site.answers();
      const page = await fetch(`${cluster.url}/sign-in`);
      expect(page.status).toBe(200);
      expect(page.headers.get("content-type")).toContain("text/html");
      expect(await page.text()).toMatch(/sign in/i);
    });

    it("redirects within the requested address", async () => {
      const answer = await fetch(`${cluster.url}/`, { redirect: "manual" });
      const location = answer.headers.get("location");
      if (location) expect(new URL(location, cluster.url).origin).toBe(cluster.url);
    });

    it("passes its own helm test", async () => {
      const text = await site.helm("test", "todo-app");
      expect(text).toContain("Phase:          Succeeded");
    });

    it("works in a browser", async () => {
      const config = "e2e/cluster/playwright.config.ts";
      const text = await run("npx", ["playwright", "test", "--config", config], {
        env: { CLUSTER_URL: cluster.url, FORCE_COLOR: "0" },
      });
      expect(text).toContain("1 passed");
    });

    it("uses little, idle and in use", async () => {
      const idle = await usage(cluster, site.namespace, 30_000);
      const load = await startLoad(cluster.url);
      const busy = await usage(cluster, site.namespace, 30_000);
      const report = await load.stop();
      console.table(
        idle.map((one) => {
          const then = busy.find((other) => other.pod === one.pod);
          return {
            pod: one.pod,
            "CPU idle, m": one.cpu,
            "CPU in use, m": then?.cpu,
            "memory idle, MiB": one.memory,
            "memory in use, MiB": then?.memory,
          };
        }),
      );
      console.log(`in use: ${report.requests} requests, slowest ${report.slowest.toFixed(0)} ms`);
      expect(report.failures).toEqual([]);
      const limit: Record<string, number> = { backend: 512, frontend: 256 };
      const ours = busy.filter((one) => /^todo-(back|front)end/.test(one.pod));
      expect(ours).toHaveLength(4);
      for (const one of ours) expect(one.memory).toBeLessThan(limit[one.pod.split("-")[1] ?? ""] ?? 0);
    });

    it("migrated once, although two backends started together", async () => {
      const sql = "select count(*) - count(distinct hash) from drizzle.__drizzle_migrations";
      const twice = await site.kubectl(
        "exec",
        "outside",
        "--",
        "psql",
        "-U",
        "todo",
        "-d",
        "todo",
        "-Atc",
        sql,
      );
      expect(twice.trim()).toBe("0");
    });

    it("takes another address of the backend from the ConfigMap", async () => {
      const script = `require("node:http").createServer((_, answer) => answer.end('{"backend":"another"}')).listen(8000)`;
      const container = {
        name: "another",
        image: "todo-frontend:latest",
        imagePullPolicy: "Never",
        command: ["node", "-e", script],
      };
      await site.apply(
        {
          apiVersion: "v1",
          kind: "Pod",
          metadata: { name: "another", labels: { app: "another" } },
          spec: { containers: [container] },
        },
        {
          apiVersion: "v1",
          kind: "Service",
          metadata: { name: "another" },
          spec: { selector: { app: "another" }, ports: [{ port: 8000 }] },
        },
      );
      await site.upgrade("--set", "configmap.apiUrl=http://another:8000", "--wait", "--timeout=3m");
      await until("the other backend's answer", 60_000, async () => {
        const answer = await fetch(`${cluster.url}/api/v1/openapi.json`);
        return (await answer.text()) === '{"backend":"another"}';
      });
      const before = await site.names("todo-frontend");
      const patch = '{"data":{"NEXT_PUBLIC_API_URL":"http://todo-backend:8000"}}';
      await site.kubectl("patch", "configmap", "todo-frontend-config", "--patch", patch);
      await site.kubectl("rollout", "restart", "deployment/todo-frontend");
      await site.kubectl("rollout", "status", "deployment/todo-frontend", "--timeout=180s");
      // The previous pods still answer over open connections until they have stopped.
      await site.gone(before);
      await site.answers();
      expect((await (await Session.signUp(cluster.url)).add("first")).title).toBe("first");
    });
  });

  describe("on the production profile, with this cluster's images and database", () => {
    it("has four Ready pods within the bound, without fixed delays", async () => {
      await site.helm("uninstall", "todo-app", "--wait");
      const images = services.flatMap((name) => [
        "--set",
        `${name}.image=todo-${name},${name}.tag=latest,${name}.imagePullPolicy=Never`,
      ]);
      const start = performance.now();
      await site.install(
        "--values",
        production,
        ...images,
        "--set",
        "database.mode=external,ingress.enabled=false",
      );
      await site.ready(4, bound);
      const seconds = (performance.now() - start) / 1000;
      console.log(
        `helm install → 4/4 Ready, production profile: ${seconds.toFixed(1)} s (aim 10 s, bound 120 s)`,
      );
      const autoscalers = await site.kubectl("get", "hpa", "-o", "jsonpath={.items[*].metadata.name}");
      expect(autoscalers).toBe("todo-backend todo-frontend");
    });

    it("passes its own helm test", async () => {
      expect(await site.helm("test", "todo-app")).toContain("Phase:          Succeeded");
    });
  });
});
