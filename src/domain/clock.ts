/** The time as the caller is told it: everything but `app.ts` is handed one, so that decisions can be replayed. */
export type Clock = () => Date;
