import { type Environment, readEnvironment } from "../config.ts";

/** What a command sees of the process that it runs in. */
export interface Terminal {
  /** Where paths begin, and where `.env` lies. */
  readonly folder: string;
  environment(): Environment;
  /** The answer: one line, or several. */
  tell(text: string): void;
  /** False once the reader has gone, as in `log show | head`: what is told then is lost, and that is no failure. */
  hasReader(): boolean;
  /** What went wrong: one line each. */
  complain(line: string): void;
  /** Resolves at the first SIGTERM or SIGINT. A second one ends the process at once. */
  stopRequested(): Promise<void>;
}

/** As a shell counts them: 128 and the number of the signal. */
const EXIT_OF = { SIGTERM: 143, SIGINT: 130 } as const;

export function createTerminal(process: Pick<NodeJS.Process, "cwd" | "stdout" | "stderr" | "on" | "exit">): Terminal {
  const folder = process.cwd();
  let isRead = true;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    isRead = false;
  });
  return {
    folder,
    environment: () => readEnvironment(folder),
    tell: (text) => void process.stdout.write(`${text}\n`),
    hasReader: () => isRead,
    complain: (line) => void process.stderr.write(`${line}\n`),
    stopRequested: () =>
      new Promise((resolve) => {
        let isStopping = false;
        for (const signal of ["SIGTERM", "SIGINT"] as const) {
          process.on(signal, () => {
            if (isStopping) process.exit(EXIT_OF[signal]);
            isStopping = true;
            resolve();
          });
        }
      }),
  };
}
