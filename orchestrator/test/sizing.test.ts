import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { realHelm, Sample } from "./sample.ts";

let app: Sample;
afterEach(() => app?.close());

const edit = (file: string, from: string, to: string, where: Sample = app) => {
  const path = join(where.folder, file);
  const text = readFileSync(path, "utf8");
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
};
const resources = () => app.podsOf("guestbook-page").resources;
const upgrades = () => app.effects().filter((effect) => effect.startsWith("helm upgrade"));

const GIVEN = { requests: { cpu: "20m", memory: "48Mi" }, limits: { cpu: "200m", memory: "128Mi" } };
const FOUND = { requests: { cpu: "20m", memory: "46Mi" }, limits: { cpu: "200m", memory: "64Mi" } };

describe.skipIf(!realHelm)("recommended resources [needs helm]", { timeout: 600_000 }, () => {
  it("with low confidence are shown and logged, and not applied unless requested", async () => {
    app = await Sample.create((text) => text.replace(", sizingConfidence: low", ""));
    const first = await app.up();
    expect(first.task("T031")).toMatchObject({
      status: "kept",
      result: expect.stringContaining(
        "not applied, for the confidence is low and gates.sizingConfidence is medium: guestbook-page requests 20m/46Mi, limits 200m/64Mi",
      ),
    });
    expect(readFileSync(join(app.folder, "delegations.log"), "utf8")).toContain(
      "recommendations not applied, too little confidence — guestbook-page requests 20m/46Mi",
    );
    expect(resources()).toEqual(GIVEN);
    expect(upgrades()).toHaveLength(1);

    edit("deploy.yaml", "sampleSeconds: 1", "sampleSeconds: 1, sizingConfidence: low");
    const asked = await app.up();
    expect(asked.task("T030")?.status, "by what was measured then").toBe("kept");
    expect(resources()).toEqual(FOUND);
  });

  describe("that were applied", () => {
    beforeEach(async () => {
      app = await Sample.create();
      expect((await app.up()).code).toBe(0);
      expect(resources()).toEqual(FOUND);
    }, 600_000);

    it("belong to the release: another clone sees only changes made in the cluster, and keeps them", async () => {
      const other = app.clone();
      const seen = await other.run(["diff"]);
      expect(seen.output).toContain("No difference.");
      expect(seen.code).toBe(0);
      const { objects, ...rest } = app.state();
      const scaled = objects.map((object) =>
        object.metadata.name === "guestbook-page" && object.kind === "Deployment"
          ? { ...object, spec: { ...object.spec, replicas: 5 } }
          : object,
      );
      app.setState({ ...rest, objects: scaled });
      const drifted = await other.run(["diff"]);
      expect(drifted.code).toBe(6);
      expect(drifted.output).toMatch(
        /^Changed in the cluster .*\n# apps\.v1\.Deployment\.guestbook\.guestbook-page\n- +replicas: 5\n\+ +replicas: 2$/m,
      );
      app.setState({ ...rest, objects });
      const before = upgrades();
      const deployed = await other.run(["deploy", "--json"]);
      expect(deployed.task("T025")).toMatchObject({ status: "kept" });
      expect(upgrades()).toEqual(before);
    });

    it("are dropped when deploy.yaml states other resources, which is reported", async () => {
      const other = app.clone();
      edit(
        "deploy.yaml",
        "limits: { cpu: 200m, memory: 128Mi }",
        "limits: { cpu: 200m, memory: 160Mi }",
        other,
      );
      const dropped =
        "guestbook-page: the recommended resources (requests 20m/46Mi, limits 200m/64Mi) are dropped: they were measured when deploy.yaml said requests 20m/48Mi, limits 200m/128Mi; it now says requests 20m/48Mi, limits 200m/160Mi";
      const deployed = await other.run(["deploy", "--json"]);
      expect(deployed.task("T025")?.result).toContain(dropped);
      expect(resources().limits.memory).toBe("160Mi");
      expect(readFileSync(join(other.folder, "delegations.log"), "utf8")).toContain(dropped);
    });

    it("are dropped outside the bounds of deploy.yaml, and measured again", async () => {
      edit("deploy.yaml", "memory: { min: 32Mi, max: 256Mi }", "memory: { min: 96Mi, max: 256Mi }");
      const seen = await app.run(["diff"]);
      expect(seen.output).toContain("requests.memory 46Mi is outside 96Mi to 256Mi");
      expect(seen.output).toMatch(/^-\s+memory: 46Mi$/m);
      expect(seen.code).toBe(6);
      const again = await app.up();
      expect(again.task("T025")?.result).toContain("are dropped: requests.memory 46Mi is outside");
      expect(again.task("T031")?.status).toBe("done");
      expect(resources()).toEqual({
        requests: { cpu: "20m", memory: "96Mi" },
        limits: { cpu: "200m", memory: "96Mi" },
      });
    });

    it("are restored when later ones do not work", async () => {
      app.setFault("hungry");
      const tried = await app.run(["optimise", "--json"]);
      expect(tried.code).toBe(0);
      expect(tried.task("T031")?.result).toContain("were taken back");
      expect(resources()).toEqual(FOUND);
    });

    it("change once per measurement, and are restored by a rollback", async () => {
      expect((await app.up("--from", "T031")).code).toBe(0);
      expect(upgrades()).toHaveLength(2);
      edit("page/server.mjs", "import", "// another image\nimport");
      await app.up();
      await app.run(["rollback", "--yes"]);
      expect(resources(), "of the revision it went back to").toEqual(FOUND);
    });
  });

  it("are reverted if pods do not become ready with them, and not tried again", async () => {
    app = await Sample.create();
    const tried = await app.run(["up", "--yes", "--json"], (event) => {
      if (event.type === "task.end" && event.task === "T030") app.setFault("needs-memory");
      return false;
    });
    expect(tried.code).toBe(0);
    expect(tried.task("T031")?.result).toContain("the recommended resources were taken back");
    expect(readFileSync(join(app.folder, "delegations.log"), "utf8")).toContain(
      "recommendations taken back, pods did not become ready — guestbook-page",
    );
    expect(resources()).toEqual(GIVEN);
    expect(upgrades()).toHaveLength(3);
    expect((await app.up()).end).toMatchObject({ ok: true, changed: 0 });
    expect(upgrades()).toHaveLength(3);
  });

  it("are reverted after a run that was killed while trying them", async () => {
    app = await Sample.create();
    const killed = await app.run(["up", "--yes", "--json"], (event) => {
      if (event.type === "task.end" && event.task === "T030") app.setFault("needs-memory");
      return event.type === "task.note" && event.task === "T031" && event.message.includes("ready:");
    });
    expect(killed.code).toBeNull();
    expect(resources()).toEqual(FOUND);
    const resumed = await app.up();
    expect(resumed.task("T025")?.result).toContain("a run was stopped before their pods were ready");
    expect(resumed.code).toBe(0);
    expect(resources()).toEqual(GIVEN);
  });
});
