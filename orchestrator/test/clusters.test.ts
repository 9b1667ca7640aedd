import { afterEach, describe, expect, it } from "vitest";
import { realHelm, Sample } from "./sample.ts";

let app: Sample;
afterEach(() => app?.close());

describe.skipIf(!realHelm)("clusters other than Minikube [needs helm]", { timeout: 600_000 }, () => {
  const to = (command: string, ...target: string[]) =>
    app.run([command, "--yes", "--json", "--target", ...target]);
  const deploy = (...target: string[]) => to("deploy", ...target);

  it("a kind cluster publishes the page's port; created again, it gets every image again", async () => {
    app = await Sample.create();
    const first = await deploy("kind");
    expect(first.problem).toBeUndefined();
    const created = "kind create cluster kind, published 30180";
    const loads = () => app.effects().filter((effect) => effect.startsWith("kind load guestbook-"));
    expect(app.effects()).toContain(created);
    expect(loads()).toHaveLength(2);
    expect((await deploy("kind")).end?.changed).toBe(0);
    // kind delete cluster
    app.setState({ ...app.state(), kind: [], objects: [], revisions: [] });
    expect((await deploy("kind")).code).toBe(0);
    expect(app.effects().filter((effect) => effect === created)).toHaveLength(2);
    expect(loads()).toHaveLength(4);
  });

  it("so does a k3d cluster", async () => {
    app = await Sample.create();
    expect((await deploy("k3d")).problem).toBeUndefined();
    expect(app.effects()).toContain("k3d cluster create k3s-default --port 127.0.0.1:30180:30180@server:0");
    expect(app.effects().filter((effect) => effect.startsWith("k3d image import"))).toHaveLength(2);
  });

  it("a page whose port is not published is requested through port-forward, which is reported", async () => {
    app = await Sample.create();
    const ended = await to("up", "kind");
    expect(ended.task("T033")).toMatchObject({
      status: "kept",
      result: expect.stringContaining(
        "not at the NodePort: kubectl --context kind-kind --namespace guestbook port-forward service/guestbook-page 30180:8080",
      ),
    });
    expect(ended.end).toMatchObject({ ok: true, url: null });
  });

  it("an existing context gets its images from a registry; without one, nothing is built", async () => {
    app = await Sample.create();
    const context = ["context:prod", "--allow-context", "prod"];
    const refused = await deploy(...context);
    expect(refused.problem).toMatchObject({ code: "registry_missing", task: "T005" });
    expect(refused.code).toBe(2);
    expect(app.effects()).toEqual([]);
    const looked = await app.run(["status", "--target", ...context]);
    expect(looked.output).toContain("The release is not installed.");
    const pushed = await deploy(...context, "--registry", "registry.example:5000/team");
    expect(pushed.problem).toBeUndefined();
    const { image, imagePullPolicy } = app.podsOf("guestbook-page");
    expect(image).toMatch(/^registry\.example:5000\/team\/guestbook-page:[0-9a-f]{12}$/);
    expect(imagePullPolicy).toBe("IfNotPresent");
    expect(app.effects()).toContain(`docker push ${image}`);
  });

  it("a leftover minikube docker-env is noticed before anything is changed", async () => {
    app = await Sample.create();
    app.env.MINIKUBE_ACTIVE_DOCKERD = "minikube";
    app.env.DOCKER_HOST = "tcp://192.0.2.1:2376";
    const ended = await deploy("kind");
    expect(ended.problem).toMatchObject({ code: "wrong_daemon", task: "T004" });
    expect(app.effects()).toEqual([]);
    const seen = await app.run(["doctor", "--target", "kind"]);
    expect(seen.output).toContain("minikube docker-env --unset");
  });
});
