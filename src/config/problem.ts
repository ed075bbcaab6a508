import { GateError } from "../domain/errors.ts";

export interface ConfigProblem {
  readonly variable: string;
  /** What is wrong and what to do about it, to be read after the variable's name. It never repeats the value. */
  readonly message: string;
}

/** The environment does not say what the command needs; every problem at once. */
export class ConfigError extends GateError {
  override readonly name = "ConfigError";
  override readonly remedy = "operator";
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super("The environment is not complete", { variables: problems.map(({ variable }) => variable).join(", ") });
    this.problems = problems;
  }
}
