import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { which } from "../src/exec/run.ts";
import type { Resources } from "../src/sizing/recommend.ts";
import { Project } from "./project.ts";

const HERE = import.meta.dirname;
const PROGRAMS = ["minikube", "kind", "k3d", "docker", "kubectl", "helm"];
export const realHelm = which("helm");

/** What the fake cluster holds. */
interface State {
  objects: { kind: string; metadata: { name: string }; spec: Deployment }[];
  revisions: { revision: number; status: string; description: string }[];
  kind?: string[];
  running?: boolean;
  namespaces?: string[];
  secrets?: Record<string, { metadata: { name: string }; data: Record<string, string> }>;
}

interface Deployment {
  template: {
    metadata: { annotations?: Record<string, string> };
    spec: { containers: { image: string; imagePullPolicy: string; resources: Resources }[] };
  };
}

/** A copy of the sample application, with a fake cluster. */
export class Sample extends Project {
  readonly #cluster: string;
  readonly #server: Server;
  /** The folder of the fake programs. */
  readonly bin: string;

  private constructor(folder: string, env: NodeJS.ProcessEnv, cluster: string, bin: string, server: Server) {
    super(folder, env);
    this.#cluster = cluster;
    this.#server = server;
    this.bin = bin;
  }

  /** @param change edits deploy.yaml before it is used */
  static async create(change: (contract: string) => string = (text) => text): Promise<Sample> {
    const root = mkdtempSync(join(tmpdir(), "orchestrator möin & co-"));
    const folder = join(root, "project");
    const cluster = join(root, "state");
    const bin = join(root, "bin");
    cpSync(resolve(HERE, "fixtures/guestbook"), folder, { recursive: true });
    for (const path of [cluster, bin]) mkdirSync(path);
    const contract = readFileSync(join(folder, "deploy.yaml"), "utf8").replace(
      /^gates: .*$/m,
      "gates: { readySeconds: 3, stabiliseSeconds: 4, sampleSeconds: 1, sizingConfidence: low }",
    );
    writeFileSync(join(folder, "deploy.yaml"), change(contract));
    const programs = PROGRAMS.map((program) => fakeProgram(program, bin));
    const server = await pageServer();
    const env = {
      PATH: [...programs, dirname(process.execPath), "/usr/bin", "/bin"].join(":"),
      HOME: root,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      FAKE_STATE: cluster,
      FAKE_PAGE: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      REAL_HELM: realHelm ?? "",
      KAGENT_URL: "http://127.0.0.1:9",
      NO_COLOR: "1",
    };
    return new Sample(folder, env, cluster, bin, server);
  }

  /** Another clone of the same project, with the same cluster. */
  clone(): Sample {
    const folder = `${this.folder}-clone`;
    cpSync(this.folder, folder, {
      recursive: true,
      filter: (path) => !path.includes(".infra-orchestrator"),
    });
    return new Sample(folder, this.env, this.#cluster, this.bin, this.#server);
  }

  /** Sets the fault the fake cluster has from now on; "" for none. */
  setFault(fault: string): void {
    writeFileSync(join(this.#cluster, "fault"), fault);
  }

  /** What the fake programs were asked to change, in order. */
  effects(): string[] {
    const file = join(this.#cluster, "effects.log");
    return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  }

  /** $KUBECONFIG as kubectl saw it last. */
  kubeconfig(): string {
    return readFileSync(join(this.#cluster, "kubeconfig"), "utf8");
  }

  state(): State {
    return JSON.parse(readFileSync(join(this.#cluster, "state.json"), "utf8")) as State;
  }

  setState(next: State): void {
    writeFileSync(join(this.#cluster, "state.json"), JSON.stringify(next));
  }

  /** Removes the images from a node of Minikube, as deleting and creating it does. */
  forgetImages(node: string): void {
    for (const name of readdirSync(this.#cluster))
      if (name.startsWith(`${node}-guestbook`)) rmSync(join(this.#cluster, name));
  }

  /** The desired pods of a Deployment. */
  podsOf(name: string) {
    const found = this.state().objects.find(
      ({ kind, metadata }) => kind === "Deployment" && metadata.name === name,
    );
    const { metadata, spec } = found?.spec.template ?? {};
    const [container] = spec?.containers ?? [];
    if (!container) throw new Error(`there is no Deployment ${name}`);
    return { annotations: metadata?.annotations ?? {}, ...container };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}

/** @returns the folder in which the fake program is, as an entry of PATH */
function fakeProgram(program: string, bin: string): string {
  const folder = join(bin, program);
  mkdirSync(folder);
  const main = JSON.stringify(resolve(HERE, "fake-cluster/main.mjs"));
  writeFileSync(join(folder, program), `#!${process.execPath}\nimport ${main};\n`);
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  chmodSync(join(folder, program), 0o755);
  return folder;
}

async function pageServer(): Promise<Server> {
  const server = createServer((_request, response) => response.end("<h1>Leave a line</h1>"));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return server;
}

/** How often each effect happened. */
export function counted(effects: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const effect of effects) counts.set(effect, (counts.get(effect) ?? 0) + 1);
  return counts;
}
