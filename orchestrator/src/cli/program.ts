import { join } from "node:path";
import { Command, CommanderError, Option } from "commander";
import manifest from "../../package.json" with { type: "json" };
import { contractJsonSchema } from "../contract/json-schema.ts";
import { Problem } from "../errors.ts";
import { processRunner, type Runner } from "../exec/run.ts";
import { readIfThere } from "../files.ts";
import type { Context } from "../run/context.ts";
import type { Handle } from "../run/handle.ts";
import type { Phase, Task } from "../run/task.ts";
import { taskGraph } from "../tasks/graph.ts";
import { health, healthEntry, page as pageAnswers, usage, usageEntry } from "../tasks/handles.ts";
import { type AuditOptions, auditShow, auditVerify } from "./commands/audit.ts";
import { diff } from "./commands/diff.ts";
import { doctor } from "./commands/doctor.ts";
import { down, questionOf, removalOf } from "./commands/down.ts";
import { generate } from "./commands/generate.ts";
import { rollback } from "./commands/rollback.ts";
import { secrets } from "./commands/secrets.ts";
import { status } from "./commands/status.ts";
import { printPlan, runAll } from "./commands/up.ts";
import { completionScript } from "./completion.ts";
import { confirmed, interruption, out, rendererFor, report, sayFor } from "./console.ts";
import { EXIT } from "./exit-codes.ts";
import { createContext, type Options } from "./options.ts";
import type { Say } from "./say.ts";

const collect = (value: string, before: string[]) => [...before, value];

/** The tasks of some phases, with all of their dependencies. */
export function withNeeds(
  tasks: readonly Task[],
  phases: readonly Phase[],
  handles: readonly Handle[] = [],
): Task[] {
  const ids = handles.map(({ id }) => id);
  const wanted = new Set(
    tasks.filter(({ phase, id }) => phases.includes(phase) || ids.includes(id)).map(({ id }) => id),
  );
  for (const task of [...tasks].reverse())
    if (wanted.has(task.id)) for (const before of task.after) wanted.add(before);
  return tasks.filter(({ id }) => wanted.has(id));
}

/** The command line. `runner` starts processes (tests pass their own); `signal` aborts the running command. */
export function createProgram(runner: Runner, signal: AbortSignal): Command {
  const program = new Command("infra-orchestrator")
    .description("From source to a healthy Kubernetes release, by agents, under gates, with proof")
    .version(manifest.version)
    .exitOverride()
    .showHelpAfterError("(infra-orchestrator help lists the commands)");
  const base = (name: string, description: string) =>
    new Command(name)
      .description(description)
      .option("-f, --file <path>", "the contract", "deploy.yaml")
      .addOption(
        new Option(
          "-t, --target <cluster>",
          "minikube[:profile], kind[:name], k3d[:name] or context:NAME",
        ).default("minikube"),
      )
      .option("-n, --namespace <name>", "instead of the contract's")
      .option("--agents <modes>", "auto, real or builtin; one of them by agent=mode", "auto")
      .option("--allow-context <name>", "allow an existing context to be written to", collect, [])
      .option("--registry <host/path>", "where images for an existing context go, instead of the contract's")
      .option("--json", "one JSON object per line", false)
      .option("--yes", "confirm everything", false)
      .option("--dry-run", "print what would be done, and do nothing", false);

  const act = (
    command: Command,
    work: (context: Context, say: Say, options: Options) => Promise<number> | number,
    parent = program,
  ) =>
    parent.addCommand(
      command.action(async (given: Partial<Options>) => {
        const options = { commit: false, ...given } as Options;
        try {
          const context = createContext(options, runner, signal);
          process.exitCode = await work(context, sayFor(options), options);
        } catch (error) {
          process.exitCode = report(error, options.json);
        }
      }),
    );

  const runsTasks = (
    name: string,
    description: string,
    choose: (tasks: Task[]) => Task[],
    again: readonly Handle[] = [],
  ) =>
    act(
      base(name, description)
        .option("--from <task>", "do this task and all after it again")
        .option("--only <tasks>", "only these, by id, separated by commas")
        .option("--commit", "stage and commit the artifacts (T037)", false),
      async (context, _, options) => {
        const tasks = choose(taskGraph(context.contract, context.cluster));
        if (options.dryRun) {
          printPlan(tasks, options.json, out);
          return EXIT.ok;
        }
        // A local cluster exists to be deployed to; a shared one needs confirmation.
        const { kind, context: cluster } = context.cluster;
        const what = `deploy to ${cluster}, namespace ${context.kubectl.place.namespace}`;
        if (kind === "context" && !(await confirmed(context, options, what)))
          throw new Problem("interrupted", "Nothing was done.");
        return runAll(context, tasks, { ...options, again: again.map(({ id }) => id) }, rendererFor(options));
      },
    );

  runsTasks("up", "do all of it: T001 to T037", (tasks) => tasks);
  act(base("plan", "print every task and its steps, and do nothing"), (context, _, options) => {
    printPlan(taskGraph(context.contract, context.cluster), options.json, out);
    return EXIT.ok;
  });
  act(base("doctor", "what is installed, in which version, what to do"), doctor);
  act(base("generate", "write Dockerfiles and templates from the contract"), (context, say, options) =>
    generate(context, options, say),
  );
  act(base("secrets", "print the Secrets for kubectl apply, and apply nothing"), secrets);
  runsTasks("build", "build the images", (tasks) => withNeeds(tasks, ["images"]));
  runsTasks("deploy", "build and install", (tasks) => withNeeds(tasks, ["deploy"]));
  const page = (tasks: Task[]) => withNeeds(tasks, [], [healthEntry, pageAnswers]);
  runsTasks("verify", "see that the release is healthy and its page answers", page, [health]);
  const sized = (tasks: Task[]) => withNeeds(tasks, [], [usageEntry]);
  runsTasks("optimise", "measure usage and apply the recommended resources", sized, [usage]);
  act(base("status", "cluster, release, pods and what is wrong with them"), status);
  act(base("diff", "what an upgrade would change"), diff);
  act(base("rollback", "take the release back to the revision before"), async (context, say, options) => {
    if (
      !options.dryRun &&
      !(await confirmed(context, options, `roll back ${context.contract.chart.release}`))
    )
      throw new Problem("interrupted", "Nothing was done.");
    return rollback(context, options, say);
  });
  act(
    base("down", "remove exactly what was created; data stays").option(
      "--delete-data",
      "delete the application's volume claims too, for good",
      false,
    ),
    async (context, say, options) => {
      const removal = await removalOf(context, options.deleteData === true);
      const question = questionOf(context, removal);
      if (!options.dryRun && !(await confirmed(context, options, question)))
        throw new Problem("interrupted", "Nothing was done.");
      return down(context, removal, options, say);
    },
  );
  act(base("report", "where the report of the last run is"), (context, say) => {
    const file = join(context.stateFolder, "report.html");
    if (readIfThere(file) === null)
      throw new Problem("check_failed", "There is no report yet.", "infra-orchestrator up writes it.");
    say([file], { report: file });
    return EXIT.ok;
  });

  const audit = new Command("audit").description("the audit log");
  act(base("show", "print it for people"), auditShow, audit);
  act(
    base("verify", "find any changed, dropped, moved or forged line, and any missing entry")
      .option("--partial", "do not ask for the entries of a whole deployment", false)
      .option("--trust <key...>", "accept lines signed by these keys only, by their names"),
    (context, say, options) => auditVerify(context, say, options as Options & AuditOptions),
    audit,
  );
  program.addCommand(audit);

  program.addCommand(
    new Command("schema").description("print the JSON Schema of deploy.yaml, for editors").action(() => {
      out(`${JSON.stringify(contractJsonSchema(), null, 2)}\n`);
    }),
  );
  program.addCommand(
    new Command("completion")
      .description("print a completion script: bash, zsh or fish")
      .argument("<shell>")
      .action((shell: string) => {
        const script = completionScript(program, shell);
        if (script) out(script);
        else
          process.exitCode = report(
            new Problem("usage", `There is no completion for ${shell}.`, "bash, zsh or fish"),
            false,
          );
      }),
  );
  return program;
}

/** Runs one command line. Returns the exit code. */
export async function runProgram(args: readonly string[], runner = processRunner): Promise<number> {
  try {
    await createProgram(runner, interruption()).parseAsync([...args], { from: "user" });
    return Number(process.exitCode ?? EXIT.ok);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    return report(error, false);
  }
}
