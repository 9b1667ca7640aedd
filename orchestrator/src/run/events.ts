/** Events of a run: one JSON object per line with `--json`; all renderers are based on them. */
export type RunEvent =
  | {
      type: "run.start";
      run: string;
      application: string;
      cluster: string;
      namespace: string;
      tasks: { id: string; title: string; phase: string }[];
      resumed: boolean;
    }
  | { type: "task.start"; task: string; title: string; phase: string }
  | { type: "task.note"; task: string; message: string }
  | {
      type: "task.end";
      task: string;
      title: string;
      status: "done" | "kept" | "skipped" | "failed";
      result: string;
      seconds: number;
      substituted?: string;
    }
  | {
      type: "run.end";
      run: string;
      ok: boolean;
      seconds: number;
      changed: number;
      url: string | null;
      report: string | null;
      problem?: { code: string; message: string; remedy: string; task: string };
    };

export type Stamped = RunEvent & { at: string };
export type Listener = (event: Stamped) => void;
