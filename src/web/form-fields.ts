/** The field of every form that carries the session's token. */
export const TOKEN_FIELD = "form_token";

/** Where a file may be sent: by somebody who is signed in, and read only when that is known. */
export const ROSTER_FILES = "/admin/roster/files";
