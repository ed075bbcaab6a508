/** The look of the stand-in's pages: plain, light and dark, no script. */
export const STYLE = `
:root { color-scheme: light dark; --bg: #fff; --soft: #f6f8fa; --line: #d1d9e0; --text: #1f2328; --quiet: #59636e; --link: #0969da; --good: #1a7f37; --bad: #d1242f; --wait: #9a6700; --button: #1f883d; }
@media (prefers-color-scheme: dark) { :root { --bg: #0d1117; --soft: #151b23; --line: #3d444d; --text: #f0f6fc; --quiet: #9198a1; --link: #4493f8; --good: #3fb950; --bad: #f85149; --wait: #d29922; --button: #238636; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--text); font: 14px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
a { color: var(--link); }
header { background: var(--soft); border-bottom: 1px solid var(--line); padding: 12px 16px; }
header div, main { max-width: 1012px; margin: 0 auto; }
header div { display: flex; flex-wrap: wrap; gap: 4px 16px; justify-content: space-between; align-items: center; }
main { padding: 16px; }
@media (min-width: 1044px) { main { padding: 16px 0; } }
h1 { font-size: 24px; font-weight: 600; margin: 8px 0 16px; }
h2 { font-size: 18px; margin: 32px 0 8px; }
h3 { font-size: 15px; margin: 0; }
.quiet { color: var(--quiet); font-weight: 400; }
.box { border: 1px solid var(--line); border-radius: 6px; margin: 0 0 12px; }
.box > * { padding: 10px 16px; margin: 0; border-top: 1px solid var(--line); }
.box > :first-child { border-top: 0; background: var(--soft); border-radius: 6px 6px 0 0; }
.people { display: grid; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); gap: 12px; padding: 0; list-style: none; }
.people li { border: 1px solid var(--line); border-radius: 6px; padding: 12px; }
.people p { margin: 4px 0; }
.row { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
.row > :first-child { flex: 1 1 300px; }
form.line { display: inline-flex; flex-wrap: wrap; gap: 8px; align-items: center; }
button, select, .button { font: inherit; color: inherit; background: var(--soft); border: 1px solid var(--line); border-radius: 6px; padding: 3px 12px; cursor: pointer; text-decoration: none; }
button.main { background: var(--button); color: #fff; border-color: transparent; }
button:disabled { opacity: .6; cursor: not-allowed; }
.success, .neutral { color: var(--good); } .neutral { color: var(--quiet); }
.failure, .action_required, .timed_out, .cancelled { color: var(--bad); }
.expected, .pending, .queued, .in_progress { color: var(--wait); }
.said { border: 1px solid var(--line); border-left: 4px solid var(--wait); border-radius: 6px; padding: 8px 16px; }
.markdown > :first-child { margin-top: 0; } .markdown > :last-child { margin-bottom: 0; }
.markdown table { border-collapse: collapse; display: block; overflow-x: auto; } .markdown th, .markdown td { border: 1px solid var(--line); padding: 6px 13px; text-align: left; }
.markdown code, code { font: 12px ui-monospace, SFMono-Regular, Menlo, monospace; background: var(--soft); padding: 2px 5px; border-radius: 6px; }
.markdown blockquote { margin: 0; padding-left: 1em; border-left: 4px solid var(--line); color: var(--quiet); }
table.log { width: 100%; border-collapse: collapse; font-size: 13px; } .log th, .log td { text-align: left; padding: 4px 8px; border-bottom: 1px solid var(--line); } .log code { overflow-wrap: anywhere; }
`;
