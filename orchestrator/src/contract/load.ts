import { resolve } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { Problem } from "../errors.ts";
import { readIfThere } from "../files.ts";
import { type Contract, contractSchema } from "./schema.ts";

function crossReferences(contract: Contract): string[] {
  const faults: string[] = [];
  const ids = contract.services.map((service) => service.id);
  const twice = (names: string[], what: string) => {
    for (const name of new Set(names.filter((name, at) => names.indexOf(name) !== at)))
      faults.push(`${what} "${name}" is given twice`);
  };
  twice(ids, "service id");
  twice(
    contract.services.map((service) => service.name),
    "service name",
  );
  twice(
    contract.configMaps.map((map) => map.file),
    "ConfigMap file",
  );
  twice(contract.services.flatMap((service) => service.nodePort ?? []).map(String), "nodePort");
  const known = {
    Secret: contract.secrets.map((secret) => secret.name),
    ConfigMap: contract.configMaps.map((map) => map.name),
  };
  for (const service of contract.services) {
    for (const source of service.environmentFrom)
      if (!known[source.kind].includes(source.name))
        faults.push(`service ${service.id} reads ${source.kind} "${source.name}", which is not described`);
    if (service.type === "NodePort" && service.nodePort === undefined)
      faults.push(`service ${service.id} is a NodePort without nodePort`);
    const stages = service.image?.stages.map((stage) => stage.name) ?? [];
    twice(stages, `stage of ${service.id}`);
    for (const [index, stage] of (service.image?.stages ?? []).entries())
      for (const step of stage.steps)
        if ("copy" in step && step.from && stages.indexOf(step.from) >= index)
          faults.push(
            `stage ${stage.name} of ${service.id} copies from "${step.from}", which is not before it`,
          );
  }
  const named = [
    ...contract.secrets.flatMap((secret) => secret.rolls),
    ...(contract.page ? [contract.page.service] : []),
  ];
  for (const id of named) if (!ids.includes(id)) faults.push(`there is no service "${id}"`);
  return faults;
}

/**
 * Reads a contract's text.
 * @throws Problem `contract_invalid` with one line per fault
 */
export function parseContract(text: string, name: string): Contract {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true });
  const broken = document.errors.map((error) => error.message.split("\n")[0] ?? "");
  if (broken.length)
    throw new Problem("contract_invalid", `${name} is not YAML:\n${broken.join("\n")}`, `Correct ${name}.`);
  const parsed = contractSchema.safeParse(document.toJS());
  if (!parsed.success)
    throw new Problem("contract_invalid", `${name}:\n${z.prettifyError(parsed.error)}`, `Correct ${name}.`);
  const faults = crossReferences(parsed.data);
  if (faults.length)
    throw new Problem(
      "contract_invalid",
      `${name}:\n${faults.map((fault) => `✖ ${fault}`).join("\n")}`,
      `Correct ${name}.`,
    );
  return parsed.data;
}

/** Reads a contract file. @throws Problem `contract_invalid` */
export function loadContract(file: string): Contract {
  const text = readIfThere(resolve(file));
  if (text === null)
    throw new Problem(
      "contract_invalid",
      `There is no ${file} here.`,
      "Run in the project's folder, or name the file with --file.",
    );
  return parseContract(text, file);
}
