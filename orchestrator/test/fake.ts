import { spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { which } from "../src/exec/run.ts";
import type { Stamped } from "../src/run/events.ts";
import type { Resources } from "../src/sizing/recommend.ts";

const HERE = import.meta.dirname;
const MAIN = resolve(HERE, "../src/main.ts");
const PROGRAMS = ["minikube", "kind", "k3d", "docker", "kubectl", "helm"];
export const realHelm = which("helm");

/** A copy of the sample application with fake cluster programs. */
export interface Sample {
  project: string;
  state: string;
  env: NodeJS.ProcessEnv;
  close(): Promise<void>;
}

export interface Ended {
  code: number | null;
  events: Stamped[];
  output: string;
}

async function pageServer(): Promise<Server> {
  const server = createServer((_request, response) => response.end("<h1>Leave a line</h1>"));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return server;
}

/** @param change edits deploy.yaml before it is used */
export async function sample(change: (contract: string) => string = (text) => text): Promise<Sample> {
  const folder = mkdtempSync(join(tmpdir(), "orchestrator möin & co-"));
  const project = join(folder, "project");
  const state = join(folder, "state");
  const bin = join(folder, "bin");
  cpSync(resolve(HERE, "fixtures/guestbook"), project, { recursive: true });
  for (const path of [state, bin]) mkdirSync(path);
  const contract = readFileSync(join(project, "deploy.yaml"), "utf8").replace(
    /^gates: .*$/m,
    "gates: { readySeconds: 3, stabiliseSeconds: 4, sampleSeconds: 1, sizingConfidence: low }",
  );
  writeFileSync(join(project, "deploy.yaml"), change(contract));
  const script = `#!${process.execPath}\nimport ${JSON.stringify(resolve(HERE, "fake-cluster.mjs"))};\n`;
  for (const program of PROGRAMS) {
    mkdirSync(join(bin, program));
    writeFileSync(join(bin, program, program), script);
    writeFileSync(join(bin, program, "package.json"), '{"type":"module"}');
    chmodSync(join(bin, program, program), 0o755);
    symlinkSync(join(program, program), join(bin, `${program}.link`));
  }
  const server = await pageServer();
  const page = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const programs = PROGRAMS.map((program) => join(bin, program));
  return {
    project,
    state,
    env: {
      PATH: [...programs, dirname(process.execPath), "/usr/bin", "/bin"].join(":"),
      HOME: folder,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      FAKE_STATE: state,
      FAKE_PAGE: page,
      REAL_HELM: realHelm ?? "",
      KAGENT_URL: "http://127.0.0.1:9",
      NO_COLOR: "1",
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Another clone of the same project, before the same cluster. */
export function clone(app: Sample): Sample {
  const project = `${app.project}-clone`;
  cpSync(app.project, project, { recursive: true, filter: (path) => !path.includes(".infra-orchestrator") });
  return { ...app, project };
}

/** Sets the fault the fake cluster has from now on; "" for none. */
export const setFault = ({ state }: Sample, fault: string) => writeFileSync(join(state, "fault"), fault);

/** What the fake programs were asked to change, in order. */
export function effectsOf({ state }: Sample): string[] {
  const file = join(state, "effects.log");
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
}

/** The state of the fake cluster. */
export interface FakeState {
  objects: { kind: string; metadata: { name: string }; spec: FakeDeployment }[];
  revisions: { revision: number; status: string; description: string }[];
  kind?: string[];
  running?: boolean;
  namespaces?: string[];
  secrets?: Record<string, { metadata: { name: string }; data: Record<string, string> }>;
}
interface FakeDeployment {
  template: {
    metadata: { annotations?: Record<string, string> };
    spec: { containers: { image: string; imagePullPolicy: string; resources: Resources }[] };
  };
}

export const stateOf = ({ state }: Sample) =>
  JSON.parse(readFileSync(join(state, "state.json"), "utf8")) as FakeState;
export const setState = ({ state }: Sample, next: FakeState) =>
  writeFileSync(join(state, "state.json"), JSON.stringify(next));

/** The desired pods of a Deployment. */
export function podsOf(app: Sample, name: string) {
  const found = stateOf(app).objects.find(
    ({ kind, metadata }) => kind === "Deployment" && metadata.name === name,
  );
  const { metadata, spec } = found?.spec.template ?? {};
  const [container] = spec?.containers ?? [];
  if (!container) throw new Error(`there is no Deployment ${name}`);
  return { annotations: metadata?.annotations ?? {}, ...container };
}

/** Runs the command line as a process. `kill` names the event at which it is sent `signal`. */
export function orchestrate(
  { project, env }: Sample,
  args: readonly string[],
  kill: (event: Stamped) => boolean = () => false,
  signal: NodeJS.Signals = "SIGKILL",
): Promise<Ended> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [MAIN, ...args], {
      cwd: project,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const events: Stamped[] = [];
    let output = "";
    let rest = "";
    let killed = false;
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const lines = (rest + chunk.toString()).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if ((killed && signal === "SIGKILL") || !line.startsWith("{")) continue;
        const event = JSON.parse(line) as Stamped;
        events.push(event);
        if (killed || !kill(event)) continue;
        killed = true;
        child.kill(signal);
      }
    });
    child.stderr.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on("close", (code) => done({ code, events, output }));
  });
}

/** The last event of a run; undefined if it did not end. */
export const end = ({ events }: Ended) => events.findLast((event) => event.type === "run.end");

/** What a run failed with. */
export const problem = (ended: Ended) => end(ended)?.problem;

/** How often each effect happened. */
export function counted(effects: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const effect of effects) counts.set(effect, (counts.get(effect) ?? 0) + 1);
  return counts;
}
