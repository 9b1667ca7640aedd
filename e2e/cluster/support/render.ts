import { parseAllDocuments } from "yaml";
import { run } from "./run.ts";

export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec?: unknown;
  data?: Record<string, string>;
  stringData?: Record<string, string>;
}

export const chart = "charts/todo-app";
export const production = `${chart}/values-production.yaml`;

/** The rendered chart, without a cluster. @param args additional arguments of `helm template` */
export async function render(...args: string[]): Promise<KubernetesObject[]> {
  return objects(await renderText(...args));
}

export function renderText(...args: string[]): Promise<string> {
  return run("helm", ["template", "todo-app", chart, "--namespace", "todo", ...args]);
}

/** The objects of a text with one or more YAML documents; empty documents are left out. */
export function objects(text: string): KubernetesObject[] {
  return parseAllDocuments(text)
    .map((document) => {
      if (document.errors[0]) throw document.errors[0];
      return document.toJS();
    })
    .filter((object) => object !== null);
}
