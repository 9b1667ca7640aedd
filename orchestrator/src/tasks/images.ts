import { relative, resolve } from "node:path";
import { writeDockerfile } from "../agents/builtin/dockerfile.ts";
import { dockerfilePrompt } from "../agents/prompts.ts";
import { delegate } from "../agents/refine.ts";
import { publicKeysFile } from "../audit/keys.ts";
import { parseDockerfile } from "../contract/dockerfile/model.ts";
import { dockerfileRules } from "../contract/dockerfile/rules.ts";
import type { CheckContract, Contract, ImageContract, ServiceContract } from "../contract/schema.ts";
import { judge } from "../contract/violation.ts";
import { Problem } from "../errors.ts";
import { readIfThere, sha256, writeDurably } from "../files.ts";
import { type Context, inProject, record, settle, settled } from "../run/context.ts";
import { outputOf, requireOutput } from "../run/handle.ts";
import { defineTask, type Task } from "../run/task.ts";
import { agentsFor } from "./agents.ts";
import { artifactHolds, storeArtifact } from "./artifact.ts";
import { noteImage } from "./created.ts";
import {
  dockerDaemon,
  environmentEntry,
  type ImageHandles,
  type ImageOutput,
  imageHandles,
} from "./handles.ts";
import { hashSources } from "./sources.ts";

/** The full name of a released image. */
export const nameOf = ({ repository, tag }: Pick<ImageOutput, "repository" | "tag">) =>
  `${repository}:${tag}`;

/**
 * The name under which an image is released. The tag is the start of the image's id, which is the hash of its content:
 * different content gets a different name, so a rollback finds exactly the image that it ran.
 */
function releasedAs(context: Context, image: ImageContract, id: string) {
  return {
    repository: `${context.cluster.imagePrefix}${image.repository}`,
    tag: id.replace(/^sha256:/, "").slice(0, 12),
  };
}

export const MEGABYTE = 1e6;
/** The full name of an image as given in the contract. */
export const referenceOf = (image: ImageContract) => `${image.repository}:${image.tag}`;

/** A hash over an image's build context, without the files this program writes. */
function sourcesOf(context: Context, image: ImageContract): Promise<string> {
  const { contract, root } = context;
  const folder = resolve(root, image.context);
  const written = [
    ...[contract.auditLog, publicKeysFile(contract.auditLog), contract.chart.path],
    ...["deploy.yaml", ".infra-orchestrator"],
    ...contract.secrets.map(({ file }) => file),
    // An image's own Dockerfile is hashed separately; another image's may not have been written yet.
    ...contract.services.flatMap((service) => (service.image ? [service.image.dockerfile] : [])),
    ...(contract.page?.quickstart ? [contract.page.quickstart.file] : []),
  ];
  return hashSources(
    context.runner,
    folder,
    written.map((path) => relative(folder, resolve(root, path))),
  );
}

function generateTask(
  contract: Contract,
  service: ServiceContract,
  image: ImageContract,
  handles: ImageHandles,
): Task {
  const prompt = dockerfilePrompt(contract, service, image);
  return defineTask(handles.dockerfile, {
    title: `Write ${image.dockerfile}`,
    phase: "images",
    after: [environmentEntry],
    plan: () => [
      `ask ${contract.agents.dockerfiles.join(", then ")} for ${image.dockerfile}, at most ${contract.agents.rounds} rounds; else the built-in agent`,
      `judge it by ${dockerfileRules.length} rules`,
    ],
    inputs: (context) => ({
      prompt,
      image,
      user: service.user,
      mode: contract.agents.dockerfiles.map((name) => context.modeOf(name)),
    }),
    holds: async (context) => artifactHolds(context, handles.dockerfile),
    async run(context, note) {
      const { agents, mode } = agentsFor(context, contract.agents.dockerfiles);
      const answer = await delegate({
        task: handles.dockerfile.id,
        artifact: image.dockerfile,
        language: "dockerfile",
        prompt,
        wanted: "GORDON",
        agents,
        mode,
        builtin: () => writeDockerfile(service, image),
        judge: async (text) => judge(dockerfileRules, { file: parseDockerfile(text), service, image }),
        ...context.delegation,
        log: (entry) => record(context, handles.dockerfile, entry),
        say: note,
      });
      return storeArtifact(context, image.dockerfile, answer, note);
    },
  });
}

async function applyCheck(context: Context, check: CheckContract): Promise<string> {
  const file = check.files.map((path) => inProject(context, path)).find((path) => readIfThere(path) !== null);
  if (!file)
    throw new Problem(
      "check_failed",
      `${check.title}: none of ${check.files.join(", ")} is there.`,
      "Correct deploy.yaml.",
    );
  const text = readIfThere(file) ?? "";
  if (new RegExp(check.contains).test(text)) return "is set";
  const place = check.setTo ? text.indexOf(check.setTo.after) : -1;
  if (!check.setTo || place < 0)
    throw new Problem(
      "check_failed",
      `${check.title}: ${check.files[0]} does not say so.`,
      `Make it match ${check.contains}.`,
    );
  const end = place + check.setTo.after.length;
  writeDurably(file, text.slice(0, end) + check.setTo.insert + text.slice(end));
  return "was missing and is set now";
}

function buildTasks(
  contract: Contract,
  service: ServiceContract,
  image: ImageContract,
  handles: ImageHandles,
): Task[] {
  const reference = referenceOf(image);
  const checked = service.checks.length > 0;
  const check = defineTask(handles.check, {
    title: service.checks.map(({ title }) => title).join("; "),
    phase: "images",
    after: [handles.dockerfile],
    plan: () => service.checks.map(({ title, files }) => `${files[0]}: ${title}, set it when missing`),
    holds: async () => false,
    async run(context) {
      const results = await Promise.all(service.checks.map((each) => applyCheck(context, each)));
      return { result: results.join("; "), unchanged: results.every((text) => text === "is set") };
    },
  });
  return [
    ...(checked ? [check] : []),
    defineTask(handles.build, {
      title: `Build ${reference}`,
      phase: "images",
      after: [handles.dockerfile, ...(checked ? [handles.check] : []), dockerDaemon],
      plan: () => [
        `docker build -t ${reference} -f ${image.dockerfile} ${image.context}`,
        `docker tag ${reference} ${image.repository}:CONTENT, under which it is released`,
      ],
      inputs: async (context) => ({
        sources: await sourcesOf(context, image),
      }),
      async holds(context) {
        const built = outputOf(context, handles.build);
        if (!built) return false;
        const { repository, tag } = releasedAs(context, image, built.id);
        if (built.repository !== repository || built.tag !== tag) return false;
        const docker = context.docker(await context.daemon());
        const found = await Promise.all(
          [reference, nameOf({ repository, tag })].map((name) => docker.image(name)),
        );
        return found.every((each) => each?.id === built.id);
      },
      async run(context, note) {
        const { file, sha } = requireOutput(context, handles.dockerfile);
        const docker = context.docker(await context.daemon());
        const before = await docker.image(reference);
        const sources = await sourcesOf(context, image);
        const fingerprint = sha256(`${sha} ${sources}`).slice(0, 32);
        const found = before?.fingerprint === fingerprint;
        if (!before) noteImage(context, reference);
        if (!found)
          await docker.build(context.root, reference, file, image.context, fingerprint, (line) => {
            const step = /^#\d+ (\[(?!internal)[^\]]+\].*)|^(Step \d+\/\d+ .*)/.exec(line);
            if (step) note(step[1] ?? step[2] ?? "");
          });
        const after = await docker.image(reference);
        if (!after)
          throw new Problem("image_missing", `${reference} is not there after docker build exited 0.`);
        const released = releasedAs(context, image, after.id);
        const name = nameOf(released);
        const tagged = (await docker.image(name))?.id === after.id;
        noteImage(context, name);
        if (!tagged) await docker.tag(reference, name);
        if (found || before?.id !== after.id)
          await record(
            context,
            handles.build,
            {
              agent: "ENV",
              prompt: `docker build -t ${reference} -f ${image.dockerfile} ${image.context}`,
              result: `built ${after.id}, to be released as ${name}`,
            },
            { name: after.id, found },
          );
        const megabytes = after.size / MEGABYTE;
        return {
          result: `${name}, ${megabytes.toFixed(0)} MB`,
          output: { ...released, id: after.id, megabytes },
          unchanged: before?.id === after.id && tagged,
        };
      },
    }),
    defineTask(handles.gate, {
      title: `${image.repository} is in the cluster and below ${image.maxSize} MB`,
      phase: "images",
      after: [handles.build],
      plan: () => [`docker images ${image.repository}: ${image.tag}, below ${image.maxSize} MB`],
      inputs: () => image.maxSize,
      // The cluster may have been recreated, or have a new node.
      async holds(context) {
        const { inside } = await context.daemon();
        const passed = outputOf(context, handles.gate);
        return inside || (passed !== null && context.cluster.has(nameOf(passed)));
      },
      async run(context) {
        const built = requireOutput(context, handles.build);
        const { megabytes } = built;
        const name = nameOf(built);
        if (megabytes >= image.maxSize)
          throw new Problem(
            "image_too_large",
            `${reference} has ${megabytes.toFixed(1)} MB, the gate is below ${image.maxSize} MB.`,
            `docker history ${reference} shows what it holds; copy less into the final stage.`,
          );
        const there = (await context.daemon()).inside || (await context.cluster.has(name));
        if (!there) {
          await context.cluster.load(name);
          await record(context, handles.gate, {
            agent: "ENV",
            prompt: context.cluster.loadCommand(name),
            result: built.id,
          });
        }
        return {
          result: `${megabytes.toFixed(1)} MB of ${image.maxSize}`,
          output: built,
          unchanged: there,
        };
      },
    }),
    defineTask(handles.entry, {
      title: `Log ${image.dockerfile}`,
      phase: "images",
      after: [handles.gate],
      plan: () => [`${contract.auditLog}: [GORDON] ${image.dockerfile}, image size`],
      holds: async (context) => settled(context, handles.entry),
      async run(context) {
        const { by, sha } = requireOutput(context, handles.dockerfile);
        const { megabytes } = requireOutput(context, handles.gate);
        const substituted = context.state.task(handles.dockerfile.id)?.substituted;
        await settle(context, handles.entry, handles.gate, {
          agent: by === "builtin" ? "BUILTIN" : "GORDON",
          prompt: dockerfilePrompt(contract, service, image),
          result: `${image.dockerfile} generated, ${image.stages.length}-stage build, ${image.stages.at(-1)?.from}, non-root ${service.user.id}, image size ${megabytes.toFixed(0)}MB`,
          fields: {
            for: by === "builtin" ? "GORDON" : undefined,
            via: by,
            because: substituted,
            sha256: sha,
          },
        });
        return {
          result: by === "builtin" ? "[BUILTIN] for [GORDON]" : "[GORDON]",
          ...(substituted ? { substituted } : {}),
        };
      },
    }),
  ];
}

/** T007–T015: each service's Dockerfile, its image, its size gate and its log entry, in parallel. */
export function imageTasks(contract: Contract): Task[] {
  return contract.services.flatMap((service, index) => {
    if (!service.image) return [];
    const handles = imageHandles(service, index);
    return [
      generateTask(contract, service, service.image, handles),
      ...buildTasks(contract, service, service.image, handles),
    ];
  });
}
