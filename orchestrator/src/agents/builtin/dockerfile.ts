import type { ImageContract, ServiceContract, StageContract, StepContract } from "../../contract/schema.ts";

const WIDTH = 100;

/** A comment, wrapped. */
function comment(text: string): string[] {
  const lines: string[] = [];
  let line = "#";
  for (const word of text.split(/\s+/)) {
    if (line.length + 1 + word.length > WIDTH && line !== "#") {
      lines.push(line);
      line = "#";
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}

const quoted = (value: string) => (/^[\w@%+=:,./${}-]*$/.test(value) ? value : JSON.stringify(value));
const json = (words: readonly string[]) => `[${words.map((word) => JSON.stringify(word)).join(", ")}]`;

/** `KEYWORD a=1 \⏎    b=2`: one instruction for several pairs. */
function pairs(keyword: string, values: Record<string, string>): string[] {
  const entries = Object.entries(values).map(([name, value]) => `${name}=${quoted(value)}`);
  if (!entries.length) return [];
  const indent = " ".repeat(keyword.length + 1);
  return [`${keyword} ${entries.join(` \\\n${indent}`)}`];
}

function step(content: StepContract): string[] {
  const lines = content.why ? comment(content.why) : [];
  if ("copy" in content) {
    const flags = [
      content.from === undefined ? [] : [`--from=${content.from}`],
      content.owner === undefined ? [] : [`--chown=${content.owner}`],
      content.mode === undefined ? [] : [`--chmod=${content.mode}`],
    ].flat();
    return [...lines, ["COPY", ...flags, ...content.copy, content.to].join(" ")];
  }
  const commands = typeof content.run === "string" ? [content.run] : content.run;
  const parts = [...content.mounts.map((mount) => `--mount=${mount}`), commands.join(" \\\n && ")];
  const separator = commands.length === 1 && parts.length === 2 ? " " : " \\\n    ";
  return [...lines, `RUN ${parts.join(separator)}`];
}

function stage(
  content: StageContract,
  service: ServiceContract,
  image: ImageContract,
  final: boolean,
): string[] {
  const lines = content.why ? comment(content.why) : [];
  lines.push(`FROM ${content.from} AS ${content.name}`);
  // What changes with every build is at the end, so that the layers above it are cached.
  const stamps = content.arguments.map((argument) => `ARG ${argument}`);
  if (!final) lines.push(...stamps);
  if (content.workdir) lines.push(`WORKDIR ${content.workdir}`);
  lines.push(...pairs("ENV", content.environment));
  for (const item of content.steps) lines.push(...step(item));
  if (final) {
    lines.push(`USER ${service.user.id}:${service.user.group}`, `EXPOSE ${service.port}`);
    lines.push(...stamps, ...pairs("LABEL", image.labels));
    if (image.entrypoint) lines.push(`ENTRYPOINT ${json(image.entrypoint)}`);
    lines.push(`CMD ${json(image.command)}`);
  }
  return lines;
}

/** The Dockerfile that a contract asks for; deterministic. */
export function writeDockerfile(service: ServiceContract, image: ImageContract): string {
  const head = image.notes.flatMap(comment);
  const build = Object.entries(image.buildArguments).map(([name, value]) => `ARG ${name}=${quoted(value)}`);
  const stages = image.stages.map((content, index) =>
    stage(content, service, image, index === image.stages.length - 1).join("\n"),
  );
  return `${[head.join("\n"), build.join("\n"), ...stages].filter(Boolean).join("\n\n")}\n`;
}
