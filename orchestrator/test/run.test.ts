import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Stamped } from "../src/run/events.ts";
import {
  counted,
  type Ended,
  effectsOf,
  end,
  orchestrate,
  podsOf,
  problem,
  realHelm,
  type Sample,
  sample,
  setFault,
  setState,
  stateOf,
} from "./fake.ts";

let app: Sample;
afterEach(() => app?.close());

const up = (more: string[] = []) => orchestrate(app, ["up", "--yes", "--json", ...more]);

describe.skipIf(!realHelm)("a whole run against a fake cluster [needs helm]", { timeout: 600_000 }, () => {
  it("deploys an application it knows only by its deploy.yaml, then changes nothing, then takes it away", async () => {
    app = await sample();
    const first = await up();
    expect(problem(first)).toBeUndefined();
    expect(first.code).toBe(0);
    const effects = effectsOf(app);
    expect([...counted(effects).values()].every((count) => count === 1)).toBe(true);
    expect(effects.filter((effect) => effect.startsWith("helm upgrade"))).toHaveLength(2);
    expect(existsSync(join(app.project, "page/Dockerfile"))).toBe(true);

    const second = await up();
    expect(second.code).toBe(0);
    expect(end(second)?.changed).toBe(0);
    expect(effectsOf(app)).toEqual(effects);
    const verified = await orchestrate(app, ["audit", "verify"]);
    expect(verified.output).toContain("checks out");
    expect(verified.output).toContain("[GORDON] 2 of 2, 2 by a substitute");

    const gone = await orchestrate(app, ["down", "--yes"]);
    expect(gone.code).toBe(0);
    const removed = effectsOf(app).slice(effects.length);
    expect(removed.slice(0, 3)).toEqual([
      "helm uninstall guestbook",
      "kubectl delete secret guestbook-key",
      "kubectl delete namespace guestbook",
    ]);
    expect(removed.slice(3).sort()).toEqual([
      expect.stringMatching(/^docker image rm guestbook-page:[0-9a-f]{12}$/),
      "docker image rm guestbook-page:latest",
      expect.stringMatching(/^docker image rm guestbook-store:[0-9a-f]{12}$/),
      "docker image rm guestbook-store:latest",
    ]);
    const again = await orchestrate(app, ["down", "--yes"]);
    expect(again.output).toContain("nothing here that this program made");
  });

  it("goes on after kill -9 at every task boundary in turn, and does nothing twice", {
    timeout: 900_000,
  }, async () => {
    app = await sample();
    const killed = new Set<string>();
    let last: Ended | undefined;
    for (let runs = 0; runs < 60; runs++) {
      last = await orchestrate(app, ["up", "--yes", "--json"], (event) => {
        if (event.type !== "task.end" || event.status === "skipped" || killed.has(event.task)) return false;
        killed.add(event.task);
        return true;
      });
      if (last.code !== null) break;
    }
    expect(last && problem(last)).toBeUndefined();
    expect(last?.code).toBe(0);
    expect(killed.size).toBeGreaterThan(28);
    const counts = counted(effectsOf(app));
    for (const [effect, count] of counts) expect(count, effect).toBe(1);
    expect([...counts.keys()].filter((effect) => effect.startsWith("helm upgrade"))).toHaveLength(2);
    const verified = await orchestrate(app, ["audit", "verify", "--json"]);
    expect(JSON.parse(verified.output)).toMatchObject({ ok: true, problems: [] });
    const entries = (await orchestrate(app, ["audit", "show", "--json"])).output;
    const { entries: lines } = JSON.parse(entries) as { entries: { fields: Record<string, string> }[] };
    const settled = lines.filter(({ fields }) => fields.event === undefined).map(({ fields }) => fields.task);
    expect(new Set(settled).size).toBe(settled.length);
    expect(settled).toHaveLength(11);
  });

  it("stops at Ctrl-C with its own exit code, leaves nothing running, and goes on later", async () => {
    app = await sample();
    const stopped = await orchestrate(
      app,
      ["up", "--yes", "--json"],
      (event) => event.type === "task.start" && event.task === "T030",
      "SIGINT",
    );
    expect(stopped.code).toBe(130);
    expect(problem(stopped)).toMatchObject({ code: "interrupted" });
    const left = spawnSync("pgrep", ["-f", app.state.replace(/state$/, "bin")], { encoding: "utf8" });
    expect(left.stdout).toBe("");
    expect((await up()).code).toBe(0);
  });

  it("ends the builds that run at Ctrl-C", async () => {
    app = await sample();
    setFault(app, "slow-build");
    const building = (event: Stamped) => event.type === "task.note" && event.message.includes("npm ci");
    const stopped = await orchestrate(app, ["build", "--json"], building, "SIGINT");
    expect(stopped.code).toBe(130);
    expect(effectsOf(app)).toContainEqual(expect.stringMatching(/^docker build \S+ ended by SIGTERM$/));
    const left = spawnSync("pgrep", ["-f", app.state.replace(/state$/, "bin")], { encoding: "utf8" });
    expect(left.stdout).toBe("");
  });

  it("lets one run at a time go on, and keeps the log whole", async () => {
    app = await sample();
    const both = await Promise.all([up(), up()]);
    expect(both.map(({ code }) => code).sort()).toEqual([0, 5]);
    expect(both.find(({ code }) => code === 5)?.output).toContain("Another run of this project is going on.");
    expect((await orchestrate(app, ["audit", "verify"])).code).toBe(0);
  });

  it("replaces the pods when a value of a Secret changes, and only then", async () => {
    app = await sample();
    await up();
    const before = effectsOf(app).length;
    writeFileSync(join(app.project, ".env"), "WRITE_KEY=a-new-key-value\n");
    const changed = await up();
    expect(changed.code).toBe(0);
    const effects = effectsOf(app).slice(before);
    expect(effects[0]).toBe("kubectl apply secret guestbook-key");
    expect(effects[1]).toContain("helm upgrade guestbook");
    const everything = [changed.output, readFileSync(join(app.project, "delegations.log"), "utf8")].join();
    expect(everything).not.toContain("a-new-key-value");
    const report = readFileSync(join(app.project, ".infra-orchestrator/report.html"), "utf8");
    expect(report).not.toContain("a-new-key-value");
  });
});

const editSources = (text: string) => appendFileSync(join(app.project, "page/server.mjs"), `// ${text}\n`);
const effectsAfter = (count: number) => effectsOf(app).slice(count);

describe.skipIf(!realHelm)("what is released [needs helm]", { timeout: 600_000 }, () => {
  it("has a tag of its content, so that going back runs what ran then", async () => {
    app = await sample();
    await orchestrate(app, ["deploy", "--json"]);
    const first = podsOf(app, "guestbook-page").image;
    expect(first).toMatch(/^guestbook-page:[0-9a-f]{12}$/);
    editSources("worse");
    await orchestrate(app, ["deploy", "--json"]);
    const second = podsOf(app, "guestbook-page").image;
    expect(second).not.toBe(first);
    expect((await orchestrate(app, ["rollback", "--yes"])).code).toBe(0);
    expect(podsOf(app, "guestbook-page").image).toBe(first);
  });

  it("is not gone back to when its image is no longer there", async () => {
    app = await sample();
    await orchestrate(app, ["deploy", "--json"]);
    const { image } = podsOf(app, "guestbook-page");
    editSources("newer");
    await orchestrate(app, ["deploy", "--json"]);
    spawnSync("docker", ["image", "rm", image], { env: app.env });
    const effects = effectsOf(app).length;
    const back = await orchestrate(app, ["rollback", "--yes", "--json"]);
    expect(JSON.parse(back.output)).toMatchObject({ code: "image_missing" });
    expect(back.output).toContain(image);
    expect(effectsAfter(effects)).toEqual([]);
  });

  it("replaces the pods that read a ConfigMap when it changes, and no others", async () => {
    app = await sample();
    await orchestrate(app, ["deploy", "--json"]);
    const before = [podsOf(app, "guestbook-page"), podsOf(app, "guestbook-store")];
    const file = join(app.project, "deploy.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace("default: Leave a line", "default: Leave a word"));
    await orchestrate(app, ["deploy", "--json"]);
    expect(podsOf(app, "guestbook-page").annotations).not.toEqual(before[0]?.annotations);
    expect(podsOf(app, "guestbook-store")).toEqual(before[1]);
  });

  it("replaces the pods that read a Secret without being told which", async () => {
    app = await sample((text) => text.replace("    rolls: [page, store]\n", ""));
    await orchestrate(app, ["deploy", "--json"]);
    const before = podsOf(app, "guestbook-store").annotations;
    writeFileSync(join(app.project, ".env"), "WRITE_KEY=a-new-key-value\n");
    await orchestrate(app, ["deploy", "--json"]);
    expect(podsOf(app, "guestbook-store").annotations).not.toEqual(before);
  });

  it("takes over what was installed by hand, with its Secret, and can go back to it", async () => {
    app = await sample();
    const key = Buffer.from("made-by-hand-long-ago").toString("base64");
    const byHand = { revision: 1, status: "deployed", description: "Install complete" };
    setState(app, {
      ...{ running: true, namespaces: ["default", "guestbook"], objects: [], revisions: [byHand] },
      secrets: { "guestbook-key": { metadata: { name: "guestbook-key" }, data: { WRITE_KEY: key } } },
    });
    await orchestrate(app, ["deploy", "--json"]);
    expect(stateOf(app).secrets?.["guestbook-key"]?.data).toEqual({ WRITE_KEY: key });
    expect(stateOf(app).revisions.map(({ revision }) => revision)).toEqual([1, 2]);
    const back = await orchestrate(app, ["rollback", "--yes"]);
    expect(back.output).toContain("is back at revision 1, as revision 3");
    expect(back.output).toContain("It was released as guestbook-page:latest and guestbook-store:latest");
  });

  it("is not called ready while the cluster still counts the pods before it", async () => {
    app = await sample();
    setFault(app, "not-yet-seen");
    expect(problem(await up())).toMatchObject({ code: "pods_not_ready", task: "T027" });
  });
});

describe.skipIf(!realHelm)("the log [needs helm]", { timeout: 600_000 }, () => {
  it("is begun anew when a broken one was moved away, and says when what was done", async () => {
    app = await sample();
    await up();
    const log = join(app.project, "delegations.log");
    writeFileSync(log, readFileSync(log, "utf8").replace("[HELM]", "[ENV]"));
    const broken = problem(await up());
    expect(broken).toMatchObject({ code: "audit_broken", task: "T034" });
    renameSync(log, `${log}.broken`);
    expect(broken?.remedy).toContain("mv delegations.log delegations.log.broken");
    const anew = await up();
    expect(problem(anew)).toBeUndefined();
    expect((await orchestrate(app, ["audit", "verify"])).code).toBe(0);
    const { entries } = JSON.parse((await orchestrate(app, ["audit", "show", "--json"])).output) as {
      entries: { at: string; fields: Record<string, string> }[];
    };
    const settledLines = entries.filter(({ fields }) => fields.event === undefined);
    expect(settledLines).toHaveLength(11);
    for (const { at, fields } of settledLines) expect(fields.done && fields.done < at).toBe(true);
    expect(end(await up())?.changed).toBe(0);
  });

  it("says nothing of templates when none was written", async () => {
    app = await sample();
    await orchestrate(app, ["deploy", "--json"]);
    const log = join(app.project, "delegations.log");
    const before = readFileSync(log, "utf8");
    expect((await up(["--only", "T021"])).code).toBe(0);
    expect(readFileSync(log, "utf8")).toBe(before);
  });
});
