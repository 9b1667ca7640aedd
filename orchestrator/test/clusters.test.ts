import { afterEach, describe, expect, it } from "vitest";
import {
  effectsOf,
  end,
  orchestrate,
  podsOf,
  problem,
  realHelm,
  type Sample,
  sample,
  setState,
  stateOf,
} from "./fake.ts";

let app: Sample;
afterEach(() => app?.close());

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
