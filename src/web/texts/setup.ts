/** The words of the two pages of `training-gate setup`. */
export const texts = {
  title: "Register training-gate on GitHub",
  done: "The App is registered",
  asks: "GitHub will ask you to confirm this App. It may then:",
  permission: "Permission",
  level: "May",
  reason: "Why",
  inFile: "as app.yml says",
  register: "Register on GitHub",
  kept: "Its secrets were written into .env, for the owner of that file alone. You can close this page and go on in the terminal, where the next commands stand.",
  install: "Install it in your organisation",
  stopped: "This did not work",
  wrongToken: "This address is good once, and only as it stands in the terminal. Run setup again for a new one.",
  wrongState: "GitHub's answer does not belong to this setup, or was used before. Run setup again.",
  failed: "GitHub made the App, and its secrets could not be kept. The terminal says why, and what to do.",
} as const;
