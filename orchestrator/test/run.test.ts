import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { which } from "../src/exec/run.ts";
import type { Stamped } from "../src/run/events.ts";
import type { Ended } from "./project.ts";
import { counted, realHelm, Sample } from "./sample.ts";

let app: Sample;
afterEach(() => app?.close());

describe.skipIf(!realHelm)("a whole run against a fake cluster [needs helm]", { timeout: 600_000 }, () => {
  it("deploys an application known only from its deploy.yaml, changes nothing the second time, and removes it", async () => {
    app = await Sample.create();
    const first = await app.up();
    expect(first.problem).toBeUndefined();
    expect(first.code).toBe(0);
    const effects = app.effects();
    expect([...counted(effects).values()].every((count) => count === 1)).toBe(true);
    expect(effects.filter((effect) => effect.startsWith("helm upgrade"))).toHaveLength(2);
    expect(existsSync(join(app.folder, "page/Dockerfile"))).toBe(true);

    const second = await app.up();
    expect(second.code).toBe(0);
    expect(second.end?.changed).toBe(0);
    expect(app.effects()).toEqual(effects);
    const verified = await app.run(["audit", "verify"]);
    expect(verified.output).toContain("checks out");
    expect(verified.output).toContain("[GORDON] 2 of 2, 2 by a substitute");

    const gone = await app.run(["down", "--yes"]);
    expect(gone.code).toBe(0);
    const removed = app.effects().slice(effects.length);
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
    const again = await app.run(["down", "--yes"]);
    expect(again.output).toContain("nothing here that this program made");
  });

  it.skipIf(process.getuid?.() !== 0)(
    "works in a repository that git refuses because another user owns it, with a list of kubeconfigs [needs root]",
    async () => {
      app = await Sample.create();
      spawnSync("git", ["init", "--quiet", app.folder], { env: app.env });
      spawnSync("chown", ["-R", "65534", app.folder]);
      const refused = spawnSync("git", ["-C", app.folder, "status"], { env: app.env, encoding: "utf8" });
      expect(refused.stderr).toContain("dubious ownership");
      app.env.KUBECONFIG = "/nowhere/one:/nowhere/two";
      const ended = await app.up();
      expect(ended.problem).toBeUndefined();
      expect(ended.code).toBe(0);
      expect(app.kubeconfig()).toBe("/nowhere/one:/nowhere/two");
      expect((await app.up()).end?.changed).toBe(0);
    },
  );

  it("resumes after kill -9 at every task boundary, and does nothing twice", {
    timeout: 900_000,
  }, async () => {
    app = await Sample.create();
    const killed = new Set<string>();
    let last: Ended | undefined;
    for (let runs = 0; runs < 60; runs++) {
      last = await app.run(["up", "--yes", "--json"], (event) => {
        if (event.type !== "task.end" || event.status === "skipped" || killed.has(event.task)) return false;
        killed.add(event.task);
        return true;
      });
      if (last.code !== null) break;
    }
    expect(last?.problem).toBeUndefined();
    expect(last?.code).toBe(0);
    expect(killed.size).toBeGreaterThan(28);
    const counts = counted(app.effects());
    for (const [effect, count] of counts) expect(count, effect).toBe(1);
    expect([...counts.keys()].filter((effect) => effect.startsWith("helm upgrade"))).toHaveLength(2);
    const verified = await app.run(["audit", "verify", "--json"]);
    expect(JSON.parse(verified.output)).toMatchObject({ ok: true, problems: [] });
    const entries = (await app.run(["audit", "show", "--json"])).output;
    const { entries: lines } = JSON.parse(entries) as { entries: { fields: Record<string, string> }[] };
    const settled = lines.filter(({ fields }) => fields.event === undefined).map(({ fields }) => fields.task);
    expect(new Set(settled).size).toBe(settled.length);
    expect(settled).toHaveLength(11);
  });

  it("stops at Ctrl-C with its own exit code, leaves nothing running, and can be resumed", async () => {
    app = await Sample.create();
    const stopped = await app.run(
      ["up", "--yes", "--json"],
      (event) => event.type === "task.start" && event.task === "T030",
      "SIGINT",
    );
    expect(stopped.code).toBe(130);
    expect(stopped.problem).toMatchObject({ code: "interrupted" });
    const left = spawnSync("pgrep", ["-f", app.bin], { encoding: "utf8" });
    expect(left.stdout).toBe("");
    expect((await app.up()).code).toBe(0);
  });

  it("stops running builds at Ctrl-C", async () => {
    app = await Sample.create();
    app.setFault("slow-build");
    const building = (event: Stamped) => event.type === "task.note" && event.message.includes("npm ci");
    const stopped = await app.run(["build", "--json"], building, "SIGINT");
    expect(stopped.code).toBe(130);
    expect(app.effects()).toContainEqual(expect.stringMatching(/^docker build \S+ ended by SIGTERM$/));
    const left = spawnSync("pgrep", ["-f", app.bin], { encoding: "utf8" });
    expect(left.stdout).toBe("");
  });

  it("allows one run at a time, and keeps the log intact", async () => {
    app = await Sample.create();
    const both = await Promise.all([app.up(), app.up()]);
    expect(both.map(({ code }) => code).sort()).toEqual([0, 5]);
    expect(both.find(({ code }) => code === 5)?.output).toContain("Another run of this project is going on.");
    expect((await app.run(["audit", "verify"])).code).toBe(0);
  });

  it("replaces the pods when a value of a Secret changes, and only then", async () => {
    app = await Sample.create();
    await app.up();
    const before = app.effects().length;
    writeFileSync(join(app.folder, ".env"), "WRITE_KEY=a-new-key-value\n");
    const changed = await app.up();
    expect(changed.code).toBe(0);
    const effects = app.effects().slice(before);
    expect(effects[0]).toBe("kubectl apply secret guestbook-key");
    expect(effects[1]).toContain("helm upgrade guestbook");
    const everything = [changed.output, readFileSync(join(app.folder, "delegations.log"), "utf8")].join();
    expect(everything).not.toContain("a-new-key-value");
    const report = readFileSync(join(app.folder, ".infra-orchestrator/report.html"), "utf8");
    expect(report).not.toContain("a-new-key-value");
  });
});

describe.skipIf(!realHelm)("the Secrets for kubectl [needs helm]", { timeout: 600_000 }, () => {
  const main = join(import.meta.dirname, "../src/main.ts");
  const secretOf = () => app.state().secrets?.["guestbook-key"]?.data;
  const keys = [
    "TITLE: { describe: over the page }",
    "MODEL: { optional: true }",
    "WRITE_KEY: { generate: 24 }",
  ];

  it("are those that a run applies, however .env was written", async () => {
    app = await Sample.create((text) => text.replace("WRITE_KEY: { generate: 24 }", keys.join("\n      ")));
    const env = ["\ufeffexport TITLE='two # words' # not this", 'MODEL="m"', "HOST=127.0.0.1", ""];
    writeFileSync(join(app.folder, ".env"), env.join("\r\n"));
    await app.up("--only", "T001,T004");
    const options = { cwd: app.folder, env: app.env, encoding: "utf8" } as const;
    const { stdout, stderr } = spawnSync(process.execPath, [main, "secrets"], options);
    expect(stderr).toContain(".env also has HOST, which nothing here reads");
    expect(spawnSync("kubectl", ["apply", "-f", "-"], { ...options, input: stdout }).stderr).toBe("");
    const byHand = secretOf();
    const clear = Object.entries(byHand ?? {}).map(([key, value]) => [key, atob(value)]);
    expect(Object.fromEntries(clear)).toEqual({
      ...{ TITLE: "two # words", MODEL: "m" },
      WRITE_KEY: expect.stringMatching(/^[\w-]{32}$/),
    });
    await app.run(["deploy", "--json"]);
    expect(secretOf()).toEqual(byHand);
    expect(spawnSync(process.execPath, [main, "secrets"], options).stdout).toBe(stdout);
  });

  it.skipIf(!which("script"))("are not printed on a terminal [needs script]", async () => {
    app = await Sample.create();
    const line = `'${process.execPath}' '${main}' secrets`;
    const shown = spawnSync("script", ["-qec", line, "/dev/null"], {
      ...{ cwd: app.folder, env: app.env, encoding: "utf8" },
    });
    expect(shown.stdout).toContain("infra-orchestrator secrets | kubectl --context minikube apply -f -");
    expect(shown.stdout).not.toContain("apiVersion");
    expect(shown.status).toBe(2);
  });
});

const editSources = (text: string) => appendFileSync(join(app.folder, "page/server.mjs"), `// ${text}\n`);
const effectsAfter = (count: number) => app.effects().slice(count);

describe.skipIf(!realHelm)("what is released [needs helm]", { timeout: 600_000 }, () => {
  it("is tagged by content, so a rollback runs exactly what ran before", async () => {
    app = await Sample.create();
    await app.run(["deploy", "--json"]);
    const first = app.podsOf("guestbook-page").image;
    expect(first).toMatch(/^guestbook-page:[0-9a-f]{12}$/);
    editSources("worse");
    await app.run(["deploy", "--json"]);
    const second = app.podsOf("guestbook-page").image;
    expect(second).not.toBe(first);
    expect((await app.run(["rollback", "--yes"])).code).toBe(0);
    expect(app.podsOf("guestbook-page").image).toBe(first);
  });

  it("is not rolled back to if its image is gone", async () => {
    app = await Sample.create();
    await app.run(["deploy", "--json"]);
    const { image } = app.podsOf("guestbook-page");
    editSources("newer");
    await app.run(["deploy", "--json"]);
    spawnSync("docker", ["image", "rm", image], { env: app.env });
    const effects = app.effects().length;
    const back = await app.run(["rollback", "--yes", "--json"]);
    expect(JSON.parse(back.output)).toMatchObject({ code: "image_missing" });
    expect(back.output).toContain(image);
    expect(effectsAfter(effects)).toEqual([]);
  });

  it("replaces the pods that read a ConfigMap when it changes, and no others", async () => {
    app = await Sample.create();
    await app.run(["deploy", "--json"]);
    const before = [app.podsOf("guestbook-page"), app.podsOf("guestbook-store")];
    const file = join(app.folder, "deploy.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace("default: Leave a line", "default: Leave a word"));
    await app.run(["deploy", "--json"]);
    expect(app.podsOf("guestbook-page").annotations).not.toEqual(before[0]?.annotations);
    expect(app.podsOf("guestbook-store")).toEqual(before[1]);
  });

  it("replaces the pods that read a changed Secret, which need not be listed", async () => {
    app = await Sample.create((text) => text.replace("    rolls: [page, store]\n", ""));
    await app.run(["deploy", "--json"]);
    const before = app.podsOf("guestbook-store").annotations;
    writeFileSync(join(app.folder, ".env"), "WRITE_KEY=a-new-key-value\n");
    await app.run(["deploy", "--json"]);
    expect(app.podsOf("guestbook-store").annotations).not.toEqual(before);
  });

  it("adopts a release installed by hand, with its Secret, and can roll back to it", async () => {
    app = await Sample.create();
    const key = Buffer.from("made-by-hand-long-ago").toString("base64");
    const byHand = { revision: 1, status: "deployed", description: "Install complete" };
    app.setState({
      ...{ running: true, namespaces: ["default", "guestbook"], objects: [], revisions: [byHand] },
      secrets: {
        "guestbook-key": { metadata: { name: "guestbook-key" }, data: { WRITE_KEY: key, THEIRS: "eA==" } },
      },
    });
    await app.run(["deploy", "--json"]);
    expect(app.state().secrets?.["guestbook-key"]?.data).toEqual({ WRITE_KEY: key, THEIRS: "eA==" });
    const again = await app.run(["deploy", "--json"]);
    expect(again.end?.changed, "keys that others added are no difference").toBe(0);
    expect(app.state().revisions.map(({ revision }) => revision)).toEqual([1, 2]);
    const back = await app.run(["rollback", "--yes"]);
    expect(back.output).toContain("is back at revision 1, as revision 3");
    expect(back.output).toContain("It was released as guestbook-page:latest and guestbook-store:latest");
  });

  it("may be in a namespace consisting only of digits, such as a preview's", async () => {
    app = await Sample.create();
    const deployed = await app.run(["deploy", "--json", "--namespace", "42"]);
    expect(deployed.problem).toBeUndefined();
    expect(app.effects()).toContain("kubectl create namespace 42");
  });

  it("is not ready while the cluster still reports the previous generation", async () => {
    app = await Sample.create();
    app.setFault("not-yet-seen");
    expect((await app.up()).problem).toMatchObject({ code: "pods_not_ready", task: "T027" });
  });
});

describe.skipIf(!realHelm)("the log [needs helm]", { timeout: 600_000 }, () => {
  it("is started again after a broken one was moved away, and records when each task was done", async () => {
    app = await Sample.create();
    await app.up();
    const log = join(app.folder, "delegations.log");
    writeFileSync(log, readFileSync(log, "utf8").replace("[HELM]", "[ENV]"));
    const broken = (await app.up()).problem;
    expect(broken).toMatchObject({ code: "audit_broken", task: "T034" });
    renameSync(log, `${log}.broken`);
    expect(broken?.remedy).toContain("mv delegations.log delegations.log.broken");
    const anew = await app.up();
    expect(anew.problem).toBeUndefined();
    expect((await app.run(["audit", "verify"])).code).toBe(0);
    const { entries } = JSON.parse((await app.run(["audit", "show", "--json"])).output) as {
      entries: { at: string; fields: Record<string, string> }[];
    };
    const settledLines = entries.filter(({ fields }) => fields.event === undefined);
    expect(settledLines).toHaveLength(11);
    for (const { at, fields } of settledLines) expect(fields.done && fields.done < at).toBe(true);
    expect((await app.up()).end?.changed).toBe(0);
  });

  it("has no entry for templates if none was written", async () => {
    app = await Sample.create();
    await app.run(["deploy", "--json"]);
    const log = join(app.folder, "delegations.log");
    const before = readFileSync(log, "utf8");
    expect((await app.up("--only", "T021")).code).toBe(0);
    expect(readFileSync(log, "utf8")).toBe(before);
  });
});
