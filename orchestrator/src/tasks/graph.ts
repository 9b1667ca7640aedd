import type { Cluster } from "../cluster/cluster.ts";
import type { Contract } from "../contract/schema.ts";
import type { Task } from "../run/task.ts";
import { deployTasks } from "./deploy.ts";
import { environmentTasks } from "./environment.ts";
import { imageTasks } from "./images.ts";
import { manifestTasks } from "./manifests.ts";
import { optimiseTasks } from "./optimise.ts";
import { polishTasks } from "./polish.ts";
import { setupTasks } from "./setup.ts";
import { verifyTasks } from "./verify.ts";

/** T001–T037 for an application on a cluster, each after its dependencies. */
export function taskGraph(contract: Contract, cluster: Cluster): Task[] {
  return [
    ...setupTasks(contract),
    ...environmentTasks(contract, cluster),
    ...imageTasks(contract),
    ...manifestTasks(contract),
    ...deployTasks(contract),
    ...verifyTasks(contract),
    ...optimiseTasks(contract),
    ...polishTasks(contract),
  ];
}
