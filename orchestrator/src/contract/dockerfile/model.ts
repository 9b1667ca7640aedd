import {
  DockerfileParser,
  type Instruction,
  type JSONInstruction,
  type ModifiableInstruction,
} from "dockerfile-ast";
import type { ImageContract, ServiceContract } from "../schema.ts";

export interface ParsedInstruction {
  keyword: string;
  /** Everything after keyword and flags, on one line. */
  text: string;
  words: string[];
  flags: Record<string, string>;
  /** The JSON array of an exec form, or null for a shell form. */
  exec: string[] | null;
  line: number;
}

export interface ParsedStage {
  name: string;
  /** The image or stage that it is based on, with build arguments replaced by their defaults. */
  from: string;
  instructions: ParsedInstruction[];
}

export interface ParsedDockerfile {
  text: string;
  directives: string[];
  stages: ParsedStage[];
  /** Instructions other than ARG before the first FROM, and keywords that Docker does not know. */
  strangers: string[];
}

/** The input of Dockerfile rules. */
export interface DockerfileSubject {
  file: ParsedDockerfile;
  service: Pick<ServiceContract, "port" | "user">;
  image: ImageContract;
}

const KNOWN = new Set(
  "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR".split(
    " ",
  ),
);

/** Expands `$NAME`, `${NAME}` and `${NAME:-default}`. */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$(?:\{(\w+)(?::-([^}]*))?\}|(\w+))/g, (whole, braced, fallback, bare) => {
    const name = String(braced ?? bare);
    return values[name] ?? (fallback === undefined ? whole : String(fallback));
  });
}

function execForm(text: string): string[] | null {
  if (!text.startsWith("[")) return null;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((part) => typeof part === "string") ? value : null;
  } catch {
    return null;
  }
}

function parsed(instruction: Instruction): ParsedInstruction {
  const flags: Record<string, string> = {};
  for (const flag of (instruction as Partial<ModifiableInstruction>).getFlags?.() ?? [])
    flags[flag.getName()] = [flags[flag.getName()], flag.getValue() ?? ""]
      .filter((v) => v !== undefined)
      .join(" ");
  const words = instruction.getArguments().map((argument) => argument.getValue());
  const content = (instruction as Partial<JSONInstruction>).getArgumentsContent?.() ?? "";
  const text = content
    .replace(/^(\s*--[a-z]+=\S+\s+)*/, "")
    .replace(/\\\r?\n/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return {
    keyword: instruction.getKeyword().toUpperCase(),
    text,
    words: words.filter((word) => !word.startsWith("--")),
    flags,
    exec: execForm(text),
    line: instruction.getRange().start.line + 1,
  };
}

/** Parses a Dockerfile. It never throws: what cannot be parsed appears as a violation of a rule. */
export function parseDockerfile(text: string): ParsedDockerfile {
  const document = DockerfileParser.parse(text);
  const globals: Record<string, string> = {};
  const stages: ParsedStage[] = [];
  const strangers: string[] = [];
  for (const instruction of document.getInstructions()) {
    const item = parsed(instruction);
    if (!KNOWN.has(item.keyword)) strangers.push(`line ${item.line}: ${item.keyword}`);
    if (item.keyword === "FROM") {
      const [from = "", as, name] = item.words;
      const named = as?.toUpperCase() === "AS" ? name : undefined;
      stages.push({ name: named ?? String(stages.length), from: fillIn(from, globals), instructions: [] });
      continue;
    }
    const stage = stages.at(-1);
    if (stage) stage.instructions.push(item);
    else if (item.keyword === "ARG") {
      const [name = "", ...value] = item.text.split("=");
      globals[name] = value.join("=").replace(/^["']|["']$/g, "");
    } else if (KNOWN.has(item.keyword))
      strangers.push(`line ${item.line}: ${item.keyword} before the first FROM`);
  }
  return {
    text,
    directives: document.getDirectives().map((directive) => `${directive.getName()}=${directive.getValue()}`),
    stages,
    strangers,
  };
}

/** The variables that an ENV or ARG line sets, in either of its two forms. */
export function assignments(item: ParsedInstruction): [string, string][] {
  const pairs = [...item.text.matchAll(/([A-Za-z_]\w*)=("(?:[^"\\]|\\.)*"|'[^']*'|\S*)/g)];
  if (pairs.length)
    return pairs.map(([, name = "", value = ""]) => [name, value.replace(/^(["'])([\s\S]*)\1$/, "$2")]);
  const [name = "", ...value] = item.text.split(" ");
  return name ? [[name, value.join(" ")]] : [];
}
