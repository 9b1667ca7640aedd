import type { Rule } from "../violation.ts";
import { assignments, type DockerfileSubject, fillIn, type ParsedInstruction } from "./model.ts";

const all = (subject: DockerfileSubject, keyword: string) =>
  subject.file.stages.flatMap((stage) => stage.instructions.filter((item) => item.keyword === keyword));
const last = (subject: DockerfileSubject, keyword: string): ParsedInstruction | undefined =>
  subject.file.stages.at(-1)?.instructions.findLast((item) => item.keyword === keyword);
const finalStage = (subject: DockerfileSubject, keyword: string) =>
  subject.file.stages.at(-1)?.instructions.filter((item) => item.keyword === keyword) ?? [];
const wantedBase = (subject: DockerfileSubject, index: number) =>
  fillIn(subject.image.stages[index]?.from ?? "", subject.image.buildArguments);

const SECRET_NAME = /(secret|password|passwd|token|api_?key|private_?key|credential|database_url)/i;
const BUILD_TOOL = /\b(npm|npx|yarn|pnpm|apt-get|apt|apk|pip|pip3|go|cargo|make|gcc|curl|wget)\b/;

const structure: Rule<DockerfileSubject>[] = [
  {
    id: "dockerfile/instructions",
    severity: "error",
    title: "Only instructions Docker knows",
    fix: "Write a plain Dockerfile: no shell prompt, no explanation, FROM first (only ARG may stand before it).",
    check: ({ file }) => [
      ...file.strangers.map((stranger) => `${stranger} is not allowed there`),
      ...(file.stages.length ? [] : ["there is no FROM"]),
    ],
  },
  {
    id: "dockerfile/stages",
    severity: "error",
    title: "The stages of the contract, in order",
    fix: "Name the stages with AS exactly as asked, in that order, and add no others.",
    check: ({ file, image }) => {
      const wanted = image.stages.map((stage) => stage.name).join(", ");
      const given = file.stages.map((stage) => stage.name).join(", ");
      return wanted === given ? [] : [`the stages are ${given || "(none)"}, not ${wanted}`];
    },
  },
  {
    id: "dockerfile/bases",
    severity: "error",
    title: "The base images of the contract",
    fix: "Start each stage from the base image asked for.",
    check: (subject) =>
      subject.file.stages.flatMap((stage, index) => {
        const wanted = wantedBase(subject, index);
        return !wanted || stage.from === wanted
          ? []
          : [`stage ${stage.name} starts from ${stage.from}, not ${wanted}`];
      }),
  },
  {
    id: "dockerfile/pinned",
    severity: "error",
    title: "Base images have a tag, and it is not latest",
    fix: "Give every base image a version tag.",
    check: ({ file }) => {
      const names = new Set(file.stages.map((stage) => stage.name));
      return file.stages
        .filter(({ from }) => !names.has(from) && from !== "scratch" && !/@sha256:/.test(from))
        .filter(({ from }) => !/:[^/:]+$/.test(from) || from.endsWith(":latest"))
        .map(({ from }) => `${from} has no fixed tag`);
    },
  },
  {
    id: "dockerfile/copy-from",
    severity: "error",
    title: "COPY --from names a stage that is there",
    fix: "Copy only from a stage that stands before this one.",
    check: ({ file }) =>
      file.stages.flatMap((stage, index) => {
        const before = file.stages.slice(0, index).flatMap((other, at) => [other.name, String(at)]);
        return stage.instructions
          .filter((item) => item.keyword === "COPY" && item.flags.from !== undefined)
          .filter((item) => !before.includes(item.flags.from ?? ""))
          .map((item) => `line ${item.line} copies from ${item.flags.from}, which is no earlier stage`);
      }),
  },
  {
    id: "dockerfile/syntax",
    severity: "error",
    title: "No syntax directive",
    fix: "Leave the `# syntax=` line out: it pulls a frontend image before every build.",
    check: ({ file }) =>
      file.directives
        .filter((directive) => directive.startsWith("syntax="))
        .map((directive) => `# ${directive}`),
  },
  {
    id: "dockerfile/workdir",
    severity: "error",
    title: "WORKDIR of the final stage",
    fix: "Set the WORKDIR asked for in the final stage, as an absolute path.",
    check: (subject) => {
      const wanted = subject.image.stages.at(-1)?.workdir;
      const given = last(subject, "WORKDIR")?.text;
      return wanted && given !== wanted ? [`the final WORKDIR is ${given ?? "not set"}, not ${wanted}`] : [];
    },
  },
];

const runtime: Rule<DockerfileSubject>[] = [
  {
    id: "dockerfile/user",
    severity: "error",
    title: "Runs as the numeric non-root user of the contract",
    fix: "End the final stage with `USER uid:gid` in numbers, as asked.",
    check: (subject) => {
      const { id, group } = subject.service.user;
      const given = last(subject, "USER")?.text;
      return given === `${id}:${group}` || given === String(id)
        ? []
        : [`it runs as ${given ?? "root"}, not as ${id}:${group}`];
    },
  },
  {
    id: "dockerfile/port",
    severity: "error",
    title: "EXPOSE of the service's port, and of no other",
    fix: "EXPOSE exactly the port asked for.",
    check: (subject) => {
      const given = finalStage(subject, "EXPOSE").flatMap((item) =>
        item.words.map((word) => word.replace("/tcp", "")),
      );
      return given.join() === String(subject.service.port)
        ? []
        : [`the exposed ports are ${given.join(", ") || "none"}, not ${subject.service.port}`];
    },
  },
  {
    id: "dockerfile/exec-form",
    severity: "error",
    title: "CMD and ENTRYPOINT in exec form",
    fix: 'Write CMD as a JSON array, CMD ["program", "argument"], so that the program is process 1 and gets the signals.',
    check: (subject) =>
      [...finalStage(subject, "CMD"), ...finalStage(subject, "ENTRYPOINT")]
        .filter((item) => item.exec === null)
        .map((item) => `line ${item.line} is in shell form: ${item.text}`),
  },
  {
    id: "dockerfile/command",
    severity: "error",
    title: "Starts the program of the contract",
    fix: "Start exactly the program asked for.",
    check: (subject) => {
      const words = (item?: ParsedInstruction) => item?.exec ?? (item ? item.text.split(" ") : []);
      const given = [...words(last(subject, "ENTRYPOINT")), ...words(last(subject, "CMD"))];
      const wanted = [...(subject.image.entrypoint ?? []), ...subject.image.command];
      return JSON.stringify(given) === JSON.stringify(wanted)
        ? []
        : [`it starts ${given.join(" ") || "nothing"}, not ${wanted.join(" ")}`];
    },
  },
  {
    id: "dockerfile/environment",
    severity: "error",
    title: "Variables each stage needs",
    fix: "Set the environment variables asked for in the stage they belong to.",
    check: ({ file, image }) =>
      image.stages.flatMap((wanted, index) => {
        const given = Object.fromEntries(
          (file.stages[index]?.instructions ?? [])
            .filter((item) => item.keyword === "ENV")
            .flatMap(assignments),
        );
        return Object.entries(wanted.environment)
          .filter(([name, value]) => given[name] !== value)
          .map(([name, value]) => `stage ${wanted.name} does not set ${name}=${value}`);
      }),
  },
  {
    id: "dockerfile/contents",
    severity: "error",
    title: "The final stage holds what the program needs",
    fix: "Copy into the final stage exactly what is asked for, from the stages asked for.",
    check: (subject) => {
      const given = finalStage(subject, "COPY").map(
        (item) =>
          `${item.flags.from ?? ""}|${(item.exec ?? item.words).map((word) => word.replace(/\/$/, "")).join(" ")}`,
      );
      const steps = subject.image.stages.at(-1)?.steps ?? [];
      return steps.flatMap((step) => {
        if (!("copy" in step)) return [];
        const wanted = `${step.from ?? ""}|${[...step.copy, step.to].map((word) => word.replace(/\/$/, "")).join(" ")}`;
        const words = `${step.copy.join(" ")} ${step.to}${step.from ? ` from stage ${step.from}` : ""}`;
        return given.includes(wanted) ? [] : [`the final stage does not copy ${words}`];
      });
    },
  },
];

const hygiene: Rule<DockerfileSubject>[] = [
  {
    id: "dockerfile/no-secrets",
    severity: "error",
    title: "No secret in ENV, ARG or a copied file",
    fix: "Leave secrets out: they come from the environment when the container runs.",
    check: (subject) => [
      ...[...all(subject, "ENV"), ...all(subject, "ARG")]
        .flatMap((item) => assignments(item).map(([name]) => ({ name, line: item.line })))
        .filter(({ name }) => SECRET_NAME.test(name))
        .map(({ name, line }) => `line ${line} puts ${name} into the image`),
      ...all(subject, "COPY")
        .filter((item) => item.words.some((word) => /(^|\/)\.env(\.|$)|id_rsa|\.pem$/.test(word)))
        .map((item) => `line ${item.line} copies a file of secrets`),
    ],
  },
  {
    id: "dockerfile/no-add",
    severity: "error",
    title: "COPY instead of ADD",
    fix: "Use COPY; ADD fetches and unpacks what nobody checked.",
    check: (subject) => all(subject, "ADD").map((item) => `line ${item.line} uses ADD`),
  },
  {
    id: "dockerfile/locked-install",
    severity: "error",
    title: "Packages from the lock file",
    fix: "Install with `npm ci`, which takes exactly what the lock file says.",
    check: (subject) =>
      all(subject, "RUN")
        .filter((item) => /\bnpm (install|i|add|update)\b|\byarn add\b|\bpnpm add\b/.test(item.text))
        .map((item) => `line ${item.line} installs packages past the lock file`),
  },
  {
    id: "dockerfile/no-pipe-to-shell",
    severity: "error",
    title: "Nothing from the network goes into a shell",
    fix: "Do not pipe a download into a shell.",
    check: (subject) =>
      all(subject, "RUN")
        .filter((item) => /\b(curl|wget)\b[^|;&]*\|\s*(sudo\s+)?(ba|da|z)?sh\b/.test(item.text))
        .map((item) => `line ${item.line} runs a download`),
  },
  {
    id: "dockerfile/lean-final-stage",
    severity: "error",
    title: "The final stage builds and installs nothing",
    fix: "Do all building and installing in earlier stages; the final one only copies.",
    check: (subject) => {
      const allowed = (subject.image.stages.at(-1)?.steps ?? []).flatMap((step) =>
        "run" in step ? step.run : [],
      );
      return finalStage(subject, "RUN")
        .filter((item) => BUILD_TOOL.test(item.text) && !allowed.includes(item.text))
        .map((item) => `line ${item.line} runs ${BUILD_TOOL.exec(item.text)?.[0]} in the final stage`);
    },
  },
  {
    id: "dockerfile/no-whole-context",
    severity: "error",
    title: "The final stage does not copy the whole context",
    fix: "Copy named files from earlier stages, never `.`, into the final stage.",
    check: (subject) =>
      finalStage(subject, "COPY")
        .filter(
          (item) => item.flags.from === undefined && item.words.slice(0, -1).some((w) => /^\.?\/?$/.test(w)),
        )
        .map((item) => `line ${item.line} copies the whole build context`),
  },
  {
    id: "dockerfile/no-shell-tricks",
    severity: "error",
    title: "No sudo, no world-writable files, no SHELL, ONBUILD, VOLUME or MAINTAINER",
    fix: "Leave sudo, chmod 777, SHELL, ONBUILD, VOLUME and MAINTAINER out.",
    check: (subject) => [
      ...all(subject, "RUN")
        .filter((item) => /\bsudo\b|\bchmod\s+(-R\s+)?0?777\b/.test(item.text))
        .map((item) => `line ${item.line}: ${item.text}`),
      ...["SHELL", "ONBUILD", "VOLUME", "MAINTAINER"].flatMap((keyword) =>
        all(subject, keyword).map((item) => `line ${item.line} uses ${keyword}`),
      ),
    ],
  },
];

/** All rules for Dockerfiles. */
export const dockerfileRules: readonly Rule<DockerfileSubject>[] = [...structure, ...runtime, ...hygiene];
