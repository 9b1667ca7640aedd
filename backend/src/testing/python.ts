import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import path from "node:path";

/** What other people's readers of calendars are, each at the version the tests are written against. */
const packages = ["python-dateutil==2.9.0.post0", "icalendar==6.3.1", "vobject==0.9.9"];
const modules = "dateutil, icalendar, vobject";

/** They are kept here, beside what else the project installs. */
const folder = path.resolve(import.meta.dirname, "../../../node_modules/.cache/python-readers");

const env = (place: string) => ({ ...process.env, PYTHONPATH: place, PYTHONDONTWRITEBYTECODE: "1" });
const works = (place: string) =>
  spawnSync("python3", ["-c", `import ${modules}`], { env: env(place) }).status === 0;

function install(): boolean {
  mkdirSync(path.dirname(folder), { recursive: true });
  // Two test files may want them at the same time: each installs for itself, and the first one stays.
  const fresh = mkdtempSync(`${folder}-`);
  const pip = ["-m", "pip", "install", "--quiet", "--target", fresh, ...packages];
  const { status } = spawnSync("python3", pip, { timeout: 120_000 });
  if (status === 0 && !existsSync(folder)) {
    try {
      renameSync(fresh, folder);
    } catch {
      // The other one was faster.
    }
  }
  rmSync(fresh, { recursive: true, force: true });
  return status === 0 && works(folder);
}

/** Why the tests with Python are left out, where they are. */
export const needsPython = "[needs python3 with dateutil, icalendar and vobject, or pip to install them]";

/** Whether there is a Python with the readers of others; they are installed where there is only pip. */
export const hasPython: boolean =
  spawnSync("python3", ["--version"]).status === 0 && (works(folder) || install());

/**
 * Runs a script in Python.
 * @param input what it is given on its standard input, as JSON
 * @returns what it printed, read as JSON
 * @throws {Error} with what it said, when it failed
 */
export function python(script: string, input: unknown): unknown {
  const { status, stdout, stderr } = spawnSync("python3", ["-c", script], {
    env: env(folder),
    input: JSON.stringify(input),
    encoding: "utf8",
    maxBuffer: 256 * 1_048_576,
  });
  if (status !== 0) throw new Error(stderr || "Python ended without a word.");
  return JSON.parse(stdout);
}
