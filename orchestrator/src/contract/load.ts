import { resolve } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { Problem } from "../errors.ts";
import { readIfThere } from "../files.ts";
import { type Fault, faultsOf, lineOf } from "./faults.ts";
import { type Contract, contractSchema } from "./schema.ts";

/** A contradiction between several places, with the one to look at first. */
interface Contradiction {
  path: (string | number)[];
  message: string;
}

function contradictions(contract: Contract): Contradiction[] {
  const faults: Contradiction[] = [];
  const say = (path: (string | number)[], message: string) => faults.push({ path, message });
  const ids = contract.services.map((service) => service.id);
  const twice = <T>(
    items: readonly T[],
    nameOf: (item: T) => string | number | undefined,
    path: (index: number) => (string | number)[],
    what: string,
  ) => {
    const names = items.map(nameOf);
    for (const [index, name] of names.entries())
      if (name !== undefined && names.indexOf(name) !== index)
        say(path(index), `${what} ${name} is used twice: each must be unique`);
  };
  twice(
    contract.services,
    ({ id }) => id,
    (n) => ["services", n, "id"],
    "service id",
  );
  twice(
    contract.services,
    ({ name }) => name,
    (n) => ["services", n, "name"],
    "service name",
  );
  twice(
    contract.services,
    ({ nodePort }) => nodePort,
    (n) => ["services", n, "nodePort"],
    "nodePort",
  );
  twice(
    contract.configMaps,
    ({ file }) => file,
    (n) => ["configMaps", n],
    "ConfigMap file",
  );
  const known = {
    Secret: contract.secrets.map((secret) => secret.name),
    ConfigMap: contract.configMaps.map((map) => map.name),
  };
  for (const [at, service] of contract.services.entries()) {
    for (const [index, source] of service.environmentFrom.entries())
      if (!known[source.kind].includes(source.name))
        say(
          ["services", at, "environmentFrom", index],
          `service ${service.id} reads ${source.kind} ${source.name}, which is not defined: add it under ${source.kind === "Secret" ? "secrets" : "configMaps"}`,
        );
    if (service.type === "NodePort" && service.nodePort === undefined)
      say(
        ["services", at, "type"],
        `service ${service.id} is a NodePort: write its nodePort, 30000 to 32767`,
      );
    const stages = service.image?.stages ?? [];
    const place = (index: number) => ["services", at, "image", "stages", index];
    twice(
      stages,
      ({ name }) => name,
      (n) => [...place(n), "name"],
      `stage of ${service.id}`,
    );
    const names = stages.map(({ name }) => name);
    for (const [index, stage] of stages.entries())
      for (const [n, step] of stage.steps.entries())
        if ("copy" in step && step.from && names.indexOf(step.from) >= index)
          say(
            [...place(index), "steps", n],
            `stage ${stage.name} of ${service.id} copies from ${step.from}, which does not precede it: move that stage up`,
          );
  }
  const listed = `the services are ${ids.join(", ")}`;
  for (const [at, { rolls }] of contract.secrets.entries())
    for (const [index, id] of rolls.entries())
      if (!ids.includes(id)) say(["secrets", at, "rolls", index], `there is no service ${id}: ${listed}`);
  if (contract.page && !ids.includes(contract.page.service))
    say(["page", "service"], `there is no service ${contract.page.service}: ${listed}`);
  return faults;
}

function refuse(name: string, faults: readonly Fault[]): never {
  throw new Problem(
    "contract_invalid",
    faults.map(({ line, message }) => `${name}:${line} ${message}`).join("\n"),
    `Correct ${name}; docs/deploy-yaml.md and infra-orchestrator schema describe every field.`,
  );
}

/**
 * Parses a contract.
 * @throws Problem `contract_invalid` with one line per fault: its position, and how to fix it
 */
export function parseContract(text: string, name: string): Contract {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true });
  if (document.errors.length)
    refuse(
      name,
      document.errors.map(({ pos, message }) => ({
        line: counter.linePos(pos[0]).line,
        message: `is not YAML: ${(message.split("\n")[0] ?? "").replace(/ at line .*$/, "")}`,
      })),
    );
  const parsed = contractSchema.safeParse(document.toJS());
  if (!parsed.success) refuse(name, faultsOf(parsed.error.issues, document, counter));
  const found = contradictions(parsed.data);
  if (found.length)
    refuse(
      name,
      found.map(({ path, message }) => ({ line: lineOf(document, counter, path), message })),
    );
  return parsed.data;
}

/**
 * Reads a contract file.
 * @param name its name in messages
 * @throws Problem `contract_invalid`
 */
export function loadContract(file: string, name = file): Contract {
  const text = readIfThere(resolve(file));
  if (text === null)
    throw new Problem(
      "contract_invalid",
      `${name} does not exist.`,
      "Run in the project folder, or pass the file with --file.",
    );
  return parseContract(text, name);
}
