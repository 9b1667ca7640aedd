import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  clone,
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

const edit = (file: string, from: string, to: string, where: Sample = app) => {
  const path = join(where.project, file);
  const text = readFileSync(path, "utf8");
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
};
const up = (...more: string[]) => orchestrate(app, ["up", "--yes", "--json", ...more]);
const taskOf = ({ events }: Ended, task: string) =>
  events.filter((event) => event.type === "task.end").find((event) => event.task === task);
const end = ({ events }: Ended) => events.findLast((event) => event.type === "run.end");
const resources = () => podsOf(app, "guestbook-page").resources;
const upgrades = () => effectsOf(app).filter((effect) => effect.startsWith("helm upgrade"));

const GIVEN = { requests: { cpu: "20m", memory: "48Mi" }, limits: { cpu: "200m", memory: "128Mi" } };
const FOUND = { requests: { cpu: "20m", memory: "46Mi" }, limits: { cpu: "200m", memory: "64Mi" } };

describe.skipIf(!realHelm)("recommended resources [needs helm]", { timeout: 600_000 }, () => {
  it("of low confidence are shown and logged, and not applied unless that is asked for", async () => {
    app = await sample((text) => text.replace(", sizingConfidence: low", ""));
    const first = await up();
    expect(taskOf(first, "T031")).toMatchObject({
      status: "kept",
      result: expect.stringContaining(
        "not applied, for the confidence is low and gates.sizingConfidence is medium: guestbook-page requests 20m/46Mi, limits 200m/64Mi",
      ),
    });
    expect(readFileSync(join(app.project, "delegations.log"), "utf8")).toContain(
      "recommendations not applied, too little confidence — guestbook-page requests 20m/46Mi",
    );
    expect(resources()).toEqual(GIVEN);
    expect(upgrades()).toHaveLength(1);

    edit("deploy.yaml", "sampleSeconds: 1", "sampleSeconds: 1, sizingConfidence: low");
    const asked = await up();
    expect(taskOf(asked, "T030")?.status, "by what was measured then").toBe("kept");
    expect(resources()).toEqual(FOUND);
  });

  describe("that were applied", () => {
    beforeEach(async () => {
      app = await sample();
      expect((await up()).code).toBe(0);
      expect(resources()).toEqual(FOUND);
    }, 600_000);

    it("are the release's: another clone sees no difference but what somebody changed, and keeps them", async () => {
      const other = clone(app);
      const seen = await orchestrate(other, ["diff"]);
      expect(seen.output).toContain("No difference.");
      expect(seen.code).toBe(0);
      const { objects, ...rest } = stateOf(app);
      const scaled = objects.map((object) =>
        object.metadata.name === "guestbook-page" && object.kind === "Deployment"
          ? { ...object, spec: { ...object.spec, replicas: 5 } }
          : object,
      );
      setState(app, { ...rest, objects: scaled });
      const drifted = await orchestrate(other, ["diff"]);
      expect(drifted.code).toBe(6);
      expect(drifted.output).toMatch(
        /^Changed in the cluster .*\n# apps\.v1\.Deployment\.guestbook\.guestbook-page\n- +replicas: 5\n\+ +replicas: 2$/m,
      );
      setState(app, { ...rest, objects });
      const before = upgrades();
      const deployed = await orchestrate(other, ["deploy", "--json"]);
      expect(taskOf(deployed, "T025")).toMatchObject({ status: "kept" });
      expect(upgrades()).toEqual(before);
    });

    it("give way to other resources in deploy.yaml, which is said before and when it happens", async () => {
      const other = clone(app);
      edit(
        "deploy.yaml",
        "limits: { cpu: 200m, memory: 128Mi }",
        "limits: { cpu: 200m, memory: 160Mi }",
        other,
      );
      const dropped =
        "guestbook-page: the recommended resources (requests 20m/46Mi, limits 200m/64Mi) are dropped: they were measured when deploy.yaml said requests 20m/48Mi, limits 200m/128Mi; it now says requests 20m/48Mi, limits 200m/160Mi";
      const deployed = await orchestrate(other, ["deploy", "--json"]);
      expect(taskOf(deployed, "T025")?.result).toContain(dropped);
      expect(resources().limits.memory).toBe("160Mi");
      expect(readFileSync(join(other.project, "delegations.log"), "utf8")).toContain(dropped);
    });

    it("give way to the bounds of deploy.yaml, and are measured anew", async () => {
      edit("deploy.yaml", "memory: { min: 32Mi, max: 256Mi }", "memory: { min: 96Mi, max: 256Mi }");
      const seen = await orchestrate(app, ["diff"]);
      expect(seen.output).toContain("requests.memory 46Mi is outside 96Mi to 256Mi");
      expect(seen.output).toMatch(/^-\s+memory: 46Mi$/m);
      expect(seen.code).toBe(6);
      const again = await up();
      expect(taskOf(again, "T025")?.result).toContain("are dropped: requests.memory 46Mi is outside");
      expect(taskOf(again, "T031")?.status).toBe("done");
      expect(resources()).toEqual({
        requests: { cpu: "20m", memory: "96Mi" },
        limits: { cpu: "200m", memory: "96Mi" },
      });
    });

    it("are restored when later ones do not work", async () => {
      setFault(app, "hungry");
      const tried = await orchestrate(app, ["optimise", "--json"]);
      expect(tried.code).toBe(0);
      expect(taskOf(tried, "T031")?.result).toContain("were taken back");
      expect(resources()).toEqual(FOUND);
    });

    it("are changed once by one measurement, and go back with a rollback", async () => {
      expect((await up("--from", "T031")).code).toBe(0);
      expect(upgrades()).toHaveLength(2);
      edit("page/server.mjs", "import", "// another image\nimport");
      await up();
      await orchestrate(app, ["rollback", "--yes"]);
      expect(resources(), "of the revision it went back to").toEqual(FOUND);
    });
  });

  it("are taken back when pods do not become ready with them, and not tried again", async () => {
    app = await sample();
    const tried = await orchestrate(app, ["up", "--yes", "--json"], (event) => {
      if (event.type === "task.end" && event.task === "T030") setFault(app, "needs-memory");
      return false;
    });
    expect(tried.code).toBe(0);
    expect(taskOf(tried, "T031")?.result).toContain("the recommended resources were taken back");
    expect(readFileSync(join(app.project, "delegations.log"), "utf8")).toContain(
      "recommendations taken back, pods did not become ready — guestbook-page",
    );
    expect(resources()).toEqual(GIVEN);
    expect(upgrades()).toHaveLength(3);
    expect(end(await up())).toMatchObject({ ok: true, changed: 0 });
    expect(upgrades()).toHaveLength(3);
  });

  it("are not left behind by a run that is killed while it tries them", async () => {
    app = await sample();
    const killed = await orchestrate(app, ["up", "--yes", "--json"], (event) => {
      if (event.type === "task.end" && event.task === "T030") setFault(app, "needs-memory");
      return event.type === "task.note" && event.task === "T031" && event.message.includes("ready:");
    });
    expect(killed.code).toBeNull();
    expect(resources()).toEqual(FOUND);
    const resumed = await up();
    expect(taskOf(resumed, "T025")?.result).toContain("a run was stopped before their pods were ready");
    expect(resumed.code).toBe(0);
    expect(resources()).toEqual(GIVEN);
  });
});
