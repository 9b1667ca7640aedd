import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { ProblemCode } from "../src/errors.ts";
import type { Stamped } from "../src/run/events.ts";
import {
  type Ended,
  effectsOf,
  orchestrate,
  podsOf,
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
const end = ({ events }: Ended) => events.findLast((event) => event.type === "run.end");
const problem = (ended: Ended) => end(ended)?.problem;
const counted = (effects: string[]) => {
  const counts = new Map<string, number>();
  for (const effect of effects) counts.set(effect, (counts.get(effect) ?? 0) + 1);
  return counts;
};

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

describe.skipIf(!realHelm)("other clusters than Minikube [needs helm]", { timeout: 600_000 }, () => {
  const to = (command: string, ...target: string[]) =>
    orchestrate(app, [command, "--yes", "--json", "--target", ...target]);
  const deploy = (...target: string[]) => to("deploy", ...target);

  it("kind is made with the page's port, and made again gets every image again", async () => {
    app = await sample();
    const first = await deploy("kind");
    expect(problem(first)).toBeUndefined();
    const created = "kind create cluster kind, published 30180";
    const loads = () => effectsOf(app).filter((effect) => effect.startsWith("kind load guestbook-"));
    expect(effectsOf(app)).toContain(created);
    expect(loads()).toHaveLength(2);
    expect(end(await deploy("kind"))?.changed).toBe(0);
    // kind delete cluster
    setState(app, { ...stateOf(app), kind: [], objects: [], revisions: [] });
    expect((await deploy("kind")).code).toBe(0);
    expect(effectsOf(app).filter((effect) => effect === created)).toHaveLength(2);
    expect(loads()).toHaveLength(4);
  });

  it("k3d does with its own words", async () => {
    app = await sample();
    expect(problem(await deploy("k3d"))).toBeUndefined();
    expect(effectsOf(app)).toContain("k3d cluster create k3s-default --port 127.0.0.1:30180:30180@server:0");
    expect(effectsOf(app).filter((effect) => effect.startsWith("k3d image import"))).toHaveLength(2);
  });

  it("a page whose port was not published is asked through a forwarded one, which is said", async () => {
    app = await sample();
    const { events } = await to("up", "kind");
    const asked = events.find((event) => event.type === "task.end" && event.task === "T033");
    expect(asked).toMatchObject({
      status: "kept",
      result: expect.stringContaining(
        "not at the NodePort: kubectl --context kind-kind --namespace guestbook port-forward service/guestbook-page 30180:8080",
      ),
    });
    expect(events.findLast((event) => event.type === "run.end")).toMatchObject({ ok: true, url: null });
  });

  it("an existing context gets its images by a registry, and without one nothing is built", async () => {
    app = await sample();
    const context = ["context:prod", "--allow-context", "prod"];
    const refused = await deploy(...context);
    expect(problem(refused)).toMatchObject({ code: "registry_missing", task: "T005" });
    expect(refused.code).toBe(2);
    expect(effectsOf(app)).toEqual([]);
    const looked = await orchestrate(app, ["status", "--target", ...context]);
    expect(looked.output).toContain("The release is not installed.");
    const pushed = await deploy(...context, "--registry", "registry.example:5000/team");
    expect(problem(pushed)).toBeUndefined();
    const { image, imagePullPolicy } = podsOf(app, "guestbook-page");
    expect(image).toMatch(/^registry\.example:5000\/team\/guestbook-page:[0-9a-f]{12}$/);
    expect(imagePullPolicy).toBe("IfNotPresent");
    expect(effectsOf(app)).toContain(`docker push ${image}`);
  });

  it("what is left of minikube docker-env is noticed before anything is made", async () => {
    app = await sample();
    app.env.MINIKUBE_ACTIVE_DOCKERD = "minikube";
    app.env.DOCKER_HOST = "tcp://192.0.2.1:2376";
    const ended = await deploy("kind");
    expect(problem(ended)).toMatchObject({ code: "wrong_daemon", task: "T004" });
    expect(effectsOf(app)).toEqual([]);
    const seen = await orchestrate(app, ["doctor", "--target", "kind"]);
    expect(seen.output).toContain("minikube docker-env --unset");
  });
});

interface Case {
  fault: string;
  code: ProblemCode;
  exit: number;
  task: string;
  message: string;
  remedy: string;
  change?: (contract: string) => string;
}

const cases: Case[] = [
  {
    fault: "no-docker",
    code: "docker_unreachable",
    exit: 3,
    task: "T004",
    message:
      "Minikube cannot start: The Docker daemon does not answer.\nX Exiting due to PROVIDER_DOCKER_NOT_RUNNING: Cannot connect to the Docker daemon",
    remedy: "Start Docker: systemctl start docker, or Docker Desktop.",
  },
  {
    fault: "wrong-daemon",
    code: "wrong_daemon",
    exit: 3,
    task: "T005",
    message:
      "This Docker daemon is not Minikube's: docker ps shows no k8s_ containers, so an image built here would not be found by the cluster.",
    remedy: "Run eval $(minikube docker-env) in this shell, or unset DOCKER_HOST; then run again.",
  },
  {
    fault: "host-port-taken",
    code: "port_taken",
    exit: 3,
    task: "T004",
    message:
      "Minikube cannot publish its port: another program has it.\nBind for 127.0.0.1:30080 failed: port is already allocated",
    remedy: "End the program that listens on port 30080 (ss -ltnp | grep 30080), then run again.",
  },
  {
    fault: "clock-skew",
    code: "clock_skew",
    exit: 3,
    task: "T004",
    message: "ahead of this machine's: certificates, tokens and measurements would be wrong.",
    remedy: "Set it: minikube ssh -- sudo date -u -s @$(date +%s), or minikube stop and start.",
  },
  {
    fault: "too-large",
    code: "image_too_large",
    exit: 4,
    task: "T009|T014",
    message: "has 900.0 MB, the gate is below 300 MB.",
    remedy: "copy less into the final stage",
  },
  {
    fault: "port-taken",
    code: "port_taken",
    exit: 3,
    task: "T025",
    message: "NodePort 30180 is taken by another Service of this cluster.",
    remedy: "Find it: kubectl get services --all-namespaces | grep 30180. Delete it, or change nodePort.",
  },
  {
    fault: "oom",
    code: "pods_not_ready",
    exit: 4,
    task: "T027",
    message:
      "pod/guestbook-page-0 OOMKilled: it used more memory than its limit of 128Mi and was killed (exit code 137)",
    remedy: "Raise resources.limits.memory, or find what grows: infra-orchestrator optimise measures it.",
  },
  {
    fault: "never-pull",
    code: "pods_not_ready",
    exit: 4,
    task: "T027",
    message:
      "is not in this cluster's own store, and its pull policy is Never\npod/guestbook-page-1 ErrImageNeverPull: image guestbook-page:",
    remedy:
      "Build it in the cluster's daemon: eval $(minikube docker-env) && docker build -t guestbook-page:",
  },
  {
    fault: "",
    code: "secret_missing",
    exit: 1,
    task: "T024",
    message: "Secret guestbook-key lacks WRITE_KEY (who may write).",
    remedy: "Write it into .env, one NAME=value per line; the file is never committed.",
    change: (text) => text.replace("WRITE_KEY: { generate: 24 }", "WRITE_KEY: { describe: who may write }"),
  },
];

describe.skipIf(!realHelm)(
  "what can go wrong is said in words, with what to do [needs helm]",
  { timeout: 600_000 },
  () => {
    for (const { fault, code, exit, task, message, remedy, change } of cases)
      it(`${fault || code}`, async () => {
        app = await sample(change);
        setFault(app, fault);
        const ended = await up();
        const said = problem(ended);
        expect(said?.code).toBe(code);
        expect(said?.message).toContain(message);
        expect(said?.remedy).toContain(remedy);
        expect(said?.task).toMatch(new RegExp(`^(${task})$`));
        expect(ended.code).toBe(exit);
      });

    it("a full disk stops the build, and the next run resumes there", async () => {
      app = await sample();
      setFault(app, "disk-full");
      const ended = await up();
      expect(problem(ended)).toMatchObject({ code: "disk_full" });
      expect(problem(ended)?.message).toMatch(
        /^The disk is full: the build of guestbook-(page|store):latest could not write\.\nERROR: failed to copy: write .* no space left on device$/,
      );
      setFault(app, "");
      expect((await up()).code).toBe(0);
    });

    it("a cluster that is lost in the middle is named, and the next run resumes there", async () => {
      app = await sample();
      const ended = await orchestrate(app, ["up", "--yes", "--json"], (event) => {
        if (event.type === "task.end" && event.task === "T023") setFault(app, "unreachable");
        return false;
      });
      expect(problem(ended)).toMatchObject({ code: "cluster_unreachable", task: "T024" });
      expect(problem(ended)?.message).toContain(
        "The cluster of context minikube does not answer.\nUnable to connect to the server",
      );
      setFault(app, "");
      const resumed = await up();
      expect(resumed.code).toBe(0);
      expect(counted(effectsOf(app)).get("docker build guestbook-page:latest")).toBe(1);
    });

    it("a chart that does not lint names the template", async () => {
      app = await sample();
      await orchestrate(app, ["up", "--yes", "--json", "--only", "T001,T002,T003"]);
      const extra = join(app.project, "deploy/guestbook/templates/extra.yaml");
      mkdirSync(join(app.project, "deploy/guestbook/templates"), { recursive: true });
      writeFileSync(extra, "apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata:\n  name: old\n");
      const ended = await up();
      expect(problem(ended)).toMatchObject({ code: "lint_failed", task: "T023" });
      expect(problem(ended)?.message).toContain("helm lint found faults in");
      expect(problem(ended)?.message).toContain("extra.yaml");
      rmSync(extra);
      expect((await up()).code).toBe(0);
    });

    it("a release that is stuck is named with the way out", async () => {
      app = await sample();
      await up();
      const file = join(app.state, "state.json");
      const state = JSON.parse(readFileSync(file, "utf8")) as { revisions: object[] };
      state.revisions.push({ revision: 3, status: "pending-upgrade", description: "Preparing upgrade" });
      writeFileSync(file, JSON.stringify(state));
      writeFileSync(join(app.project, ".env"), "WRITE_KEY=another-key-value\n");
      const ended = await up();
      expect(problem(ended)).toMatchObject({
        code: "release_pending",
        message: "Release guestbook is stuck in pending-upgrade (revision 3): an earlier helm was killed.",
        remedy: "infra-orchestrator rollback, then run again.",
      });
      expect((await orchestrate(app, ["rollback", "--yes"])).code).toBe(0);
      expect((await up()).code).toBe(0);
    });

    it("a single task says which one it needs first", async () => {
      app = await sample();
      const early = await up(["--only", "T025"]);
      expect(early.code).toBe(2);
      expect(early.output).toContain("T025 needs T024, which has not been done.");
      expect(effectsOf(app)).toEqual([]);
    });

    it("containerd: images are built on the machine and loaded", async () => {
      app = await sample();
      setFault(app, "containerd");
      expect((await up()).code).toBe(0);
      const loads = () => effectsOf(app).filter((effect) => effect.startsWith("minikube image load"));
      expect(loads()).toEqual([
        expect.stringMatching(/^minikube image load guestbook-(page|store):[0-9a-f]{12}$/),
        expect.stringMatching(/^minikube image load guestbook-(page|store):[0-9a-f]{12}$/),
      ]);
      expect(end(await up())?.changed).toBe(0);
      expect(loads()).toHaveLength(2);
      // The cluster was deleted and made again: the machine's daemon still has what it lacks.
      for (const name of readdirSync(app.state))
        if (name.startsWith("minikube-")) rmSync(join(app.state, name));
      expect((await up()).code).toBe(0);
      expect(loads()).toHaveLength(4);
    });
  },
);
