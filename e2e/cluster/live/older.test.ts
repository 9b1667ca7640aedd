import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeCluster } from "../support/cluster.ts";
import { lacksHistory, oldestRelease, sourcesOf } from "../support/history.ts";
import { hasImages, provideImages, services } from "../support/images.ts";
import { expectNothingLost, startLoad } from "../support/load.ts";
import { chart } from "../support/render.ts";
import { attempt, root, run } from "../support/run.ts";
import { Session } from "../support/session.ts";
import { Site, secretValues } from "../support/site.ts";

const lacking = await lacksHistory();
const commit = lacking ? "" : await oldestRelease();

/**
 * Values that every chart has; the delays are shorter than the contract's, since there are many rollouts. Frontends of
 * the oldest release do not end by themselves while a stream is open.
 */
const values = [
  "database.mode=builtin",
  "frontend.terminationGracePeriodSeconds=20",
  ...services.map((service) => `${service}.readinessProbe.initialDelaySeconds=0`),
  ...services.map((service) => `${service}.readinessProbe.periodSeconds=2`),
].join(",");

await describeCluster(
  `the oldest release, of ${commit || "the history"}`,
  (cluster) => {
    let folder: string;
    let clone = "";
    let site: Site;
    let session: Session;
    let conversation: string;
    let before: Awaited<ReturnType<typeof everything>>;

    beforeAll(async () => {
      folder = mkdtempSync(path.join(tmpdir(), "todo-older-"));
      const old = await sourcesOf(commit, folder);
      // They never change, so those of an earlier run can be reused.
      if (!(await hasImages(cluster, commit))) await provideImages(cluster, commit, old);
      await provideImages(cluster);
      site = await Site.create(cluster);
      await site.secret(secretValues());
      const tags = services.map((service) => `${service}.tag=${commit}`).join(",");
      await site.helm("install", "todo-app", path.join(old, chart), "--set", `${values},${tags}`);
      await site.ready(5, 180_000);
      // A frontend of that release may keep a connection it opened while no backend was there, to whatever answered.
      await site.answers().catch(async () => {
        await site.kubectl("delete", "pod", "--selector", "app=todo-frontend");
        await site.ready(5, 180_000);
        await site.answers();
      });
    }, 1_200_000);
    afterAll(async () => {
      if (clone) await orchestrator("down", 0, "--delete-data");
      await site?.remove();
      rmSync(folder, { recursive: true, force: true });
    });

    /** All that a person of the old release can see. */
    async function everything() {
      const read = async (address: string) =>
        (await (await session.request("GET", address)).json()) as { items: { id: string }[] };
      const byId = ({ items }: { items: { id: string }[] }) =>
        Object.fromEntries(items.map((item) => [item.id, item]));
      return {
        tasks: byId(await read("/api/v1/tasks?status=all&limit=100")),
        conversations: byId(await read("/api/v1/conversations")),
        messages: byId(await read(`/api/v1/conversations/${conversation}/messages`)),
      };
    }

    /** Everything is as it was, both for an existing session and a new one. */
    async function expectAllThere(): Promise<void> {
      expect(await everything()).toMatchObject(before);
      session = await Session.signIn(cluster.url, session.email);
      expect(await everything()).toMatchObject(before);
    }

    /** Changes the release under load, until none of the previous pods is left. */
    async function underLoad(what: string, change: () => Promise<unknown>): Promise<void> {
      const pods = await site.names("todo-backend", "todo-frontend");
      const load = await startLoad(cluster.url, 2);
      await change();
      for (const service of services)
        await site.kubectl("rollout", "status", `deployment/todo-${service}`, "--timeout=180s");
      await site.gone(pods);
      await expectNothingLost(what, await load.stop());
    }

    async function expectRunning(tag: RegExp): Promise<void> {
      const images = "jsonpath={.items[*].spec.template.spec.containers[*].image}";
      for (const image of (await site.kubectl("get", "deployments", "-o", images)).trim().split(" "))
        expect(image).toMatch(tag);
    }

    /** Runs `infra-orchestrator` in a clone of the project, with this one's packages. */
    async function orchestrator(command: string, code = 0, ...more: string[]): Promise<string> {
      const program = path.join(root, "orchestrator/src/main.ts");
      const target = `minikube:${cluster.context}`;
      const options = ["--yes", "--target", target, "--namespace", site.namespace, "--agents", "builtin"];
      const ended = await attempt(process.execPath, [program, command, ...options, ...more], { cwd: clone });
      expect(ended.code, ended.stderr + ended.stdout).toBe(code);
      return ended.stdout;
    }

    const back = () => site.helm("rollback", "todo-app", "1", "--wait", "--timeout=5m");

    it("is installed and used", async () => {
      session = await Session.signUp(cluster.url);
      const trip = await session.add("plan “the trip” ✈", { project: "Home", labels: ["fun"], priority: 2 });
      await session.add("book the train", { parentId: trip.id, due: { date: "2030-01-05" } });
      await session.add("water the plants", {
        due: { date: "2030-01-07", time: "09:00", timeZone: "Europe/Berlin" },
        recurrence: { rule: "FREQ=WEEKLY;BYDAY=MO" },
        reminders: [{ minutesBefore: 30 }],
      });
      const done = await session.add("call mom");
      await session.request("POST", `/api/v1/tasks/${done.id}/complete`);
      conversation = await session.chat('add "buy milk"');
      before = await everything();
      expect(Object.keys(before.tasks)).toHaveLength(5);
      expect(Object.keys(before.messages)).toHaveLength(2);
    });

    it("is upgraded by helm upgrade, and rolled back: nothing is lost, no request fails", async () => {
      await underLoad("helm upgrade from the oldest release", () =>
        site.helm("upgrade", "todo-app", chart, "--set", values, "--wait", "--timeout=5m"),
      );
      await expectRunning(/:latest$/);
      await expectAllThere();
      // Fields the old release does not know.
      const later = await session.add("of the new release", {
        start: { date: "2030-01-01" },
        due: { date: "2030-01-31" },
        recurrence: { rule: "FREQ=MONTHLY;BYMONTHDAY=-1", exceptions: ["2030-03-31"] },
      });
      const talk = await session.chat("show my tasks");
      await underLoad("helm rollback to the oldest release", back);
      await expectRunning(new RegExp(`:${commit}$`));
      await expectAllThere();
      expect(await session.titles()).toContain(later.title);
      await session.request("GET", `/api/v1/conversations/${talk}/messages`);
      await session.request("POST", `/api/v1/tasks/${later.id}/complete`);
    });

    it("is upgraded with --reuse-values, and rolled back", async () => {
      await underLoad("helm upgrade --reuse-values from the oldest release", () =>
        site.upgrade(
          "--set",
          services.map((service) => `${service}.tag=latest`).join(","),
          "--wait",
          "--timeout=5m",
        ),
      );
      await expectRunning(/:latest$/);
      await expectAllThere();
      await underLoad("helm rollback once more", back);
      await expectAllThere();
    });

    it.skipIf(!cluster.minikube)("is upgraded by infra-orchestrator up, and rolled back", async () => {
      clone = path.join(folder, "clone");
      await run("git", ["clone", "-q", root, clone]);
      symlinkSync(path.join(root, "node_modules"), path.join(clone, "node_modules"));
      const contract = path.join(clone, "deploy.yaml");
      // Long enough for a recommendation, so that the pods are replaced a second time.
      const measured = readFileSync(contract, "utf8").replace(
        "stabiliseSeconds: 120",
        "stabiliseSeconds: 30",
      );
      writeFileSync(contract, measured);
      const password = await site.kubectl(
        "get",
        "secret",
        "todo-database",
        "-o",
        "jsonpath={.data.password}",
      );
      const announced = await orchestrator("diff", 6);
      expect(announced, "the database stays").not.toMatch(/^- kind: /m);
      for (const secret of [password, Buffer.from(password, "base64").toString()])
        expect(announced).not.toContain(secret);
      await underLoad("infra-orchestrator up from the oldest release", () => orchestrator("up"));
      expect(await orchestrator("diff")).toContain("No difference.");
      await expectRunning(/:[0-9a-f]{12}$/);
      await expectAllThere();
      await underLoad("infra-orchestrator rollback to the oldest release", () => orchestrator("rollback"));
      await expectRunning(new RegExp(`:${commit}$`));
      await expectAllThere();
    });
  },
  lacking,
);
