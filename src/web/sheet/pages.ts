/** What single pages need beyond the rest. */
export const pageRules = /* css */ `
.choices{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,18rem),1fr));gap:var(--base-size-16);margin-bottom:var(--base-size-24)}
.choice{display:flex;flex-direction:column;align-items:flex-start;padding:var(--base-size-20);border:var(--border-default);border-radius:var(--borderRadius-default)}
.choice h3{margin-top:0}
.choice p{margin-bottom:var(--base-size-8)}
.choice .small{margin-bottom:var(--base-size-16)}
.choice>:last-child{margin-top:auto}
.reader{display:grid;gap:var(--base-size-32)}
.reader-text{min-width:0;max-width:50rem}
.reader-side{padding-top:var(--base-size-24);border-top:var(--border-default);font-size:var(--base-text-size-sm)}
.reader-side h2{margin-top:0;font-size:var(--base-text-size-sm)}
.reader-quiz{margin-top:var(--base-size-24)}
.reader-quiz p{margin-bottom:var(--base-size-8)}
.reader-nav a:visited,ol.rows .row-title:visited{color:var(--fgColor-done)}
.steps{display:flex;gap:var(--base-size-4);margin-bottom:var(--base-size-24)}
.step{flex:1;height:4px;border-radius:var(--borderRadius-full);background:var(--borderColor-default)}
.step-reached{background:var(--bgColor-success-emphasis)}
.reader-nav ol{margin:0;padding-left:var(--base-size-24)}
.reader-nav a[aria-current]{color:inherit;font-weight:var(--base-text-weight-semibold);text-decoration:none}
.paging{display:flex;flex-wrap:wrap;align-items:center;gap:var(--base-size-12);margin-top:var(--base-size-32)}
.paging p{margin:0}
.paging-link{display:flex;flex:1 1 6rem;flex-direction:column;padding:var(--base-size-12) var(--base-size-16);border:var(--border-default);border-radius:var(--borderRadius-default);text-decoration:none}
.paging-link:hover{background:var(--bgColor-muted)}
.paging-end{text-align:right}
.question{margin:0 0 var(--base-size-24);padding:var(--base-size-20);border:var(--border-default);border-radius:var(--borderRadius-default);min-width:0}
.question legend{padding:0 var(--base-size-8);margin-left:calc(-1*var(--base-size-8));color:var(--fgColor-muted);font-size:var(--base-text-size-sm);font-weight:var(--base-text-weight-semibold)}
.question .prose{margin-bottom:var(--base-size-8)}
.question>.small{margin-bottom:var(--base-size-8)}
.question-missed{border-color:var(--borderColor-danger-emphasis)}
.option{display:flex;align-items:flex-start;gap:var(--base-size-12);padding:var(--base-size-8) var(--base-size-12);border-radius:var(--borderRadius-default);cursor:pointer}
.option:hover{background:var(--bgColor-muted)}
.option:has(:checked){background:var(--bgColor-accent-muted)}
.option input{flex:none;width:18px;height:18px;margin:3px 0 0;accent-color:var(--bgColor-accent-emphasis)}
.prose-line{min-width:0}
.bar{position:sticky;bottom:0;display:flex;flex-wrap:wrap;align-items:center;gap:var(--base-size-8);margin:0 calc(-1*var(--base-size-8));padding:var(--base-size-12) var(--base-size-8);background:var(--bgColor-default);border-top:var(--border-default)}
.bar p{flex:1 1 0;margin:0;line-height:1.3;color:var(--fgColor-muted)}
.jumps{display:flex;flex-wrap:wrap;gap:var(--base-size-4) var(--base-size-16);padding:0;list-style:none}
.jumps li{margin:0}
.jumps a[aria-current]{color:inherit;font-weight:var(--base-text-weight-semibold);text-decoration:none}
.explained{margin-bottom:var(--base-size-24);padding:var(--base-size-20);border:var(--border-default);border-radius:var(--borderRadius-default)}
.explained h3{display:inline-block;margin:0 var(--base-size-8) var(--base-size-8) 0}
.explained>:last-child{margin-bottom:0}
.explained .prose{margin-bottom:var(--base-size-12)}
.explained-options{padding:0;list-style:none}
.explained-option{margin:0;padding:var(--base-size-8) 0 var(--base-size-8) var(--base-size-16);border-left:var(--borderWidth-thicker) solid var(--borderColor-default)}
.explained-option+.explained-option{margin-top:var(--base-size-8)}
.explained-option p{margin:0}
.explained-option .prose{margin:var(--base-size-4) 0 0;color:var(--fgColor-muted);font-size:var(--base-text-size-sm)}
.explained-mark{display:flex;align-items:center;gap:var(--base-size-4);color:var(--fgColor-muted);font-size:var(--base-text-size-xs);font-weight:var(--base-text-weight-semibold)}
.explained-right-chosen,.explained-right-missed{border-color:var(--borderColor-success-emphasis)}
.explained-right-chosen .explained-mark,.explained-right-missed .explained-mark{color:var(--fgColor-success)}
.explained-wrong-chosen{border-color:var(--borderColor-danger-emphasis)}
.explained-wrong-chosen .explained-mark{color:var(--fgColor-danger)}
.more>summary{padding:var(--base-size-8) 0;margin-bottom:var(--base-size-8);cursor:pointer;font-weight:var(--base-text-weight-semibold)}
.statement{padding:var(--base-size-16) var(--base-size-20);border-left:4px solid var(--borderColor-accent-emphasis);background:var(--bgColor-muted);white-space:pre-line;font-size:1.0625rem}
.person{padding:var(--base-size-12) var(--base-size-16)}
.person p{margin:0 0 var(--base-size-4)}
.person>:last-child{margin:0}
.person blockquote{margin:0 0 var(--base-size-8);padding-left:var(--base-size-12);border-left:4px solid var(--borderColor-default)}
.parts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:0 var(--base-size-32)}
.parts ul{padding:0;list-style:none}
.parts li{margin:0 0 var(--base-size-12)}
.parts p{margin:0}
progress{width:100%;max-width:28rem;margin-bottom:var(--base-size-16)}
.person-name{display:flex;flex-wrap:wrap;align-items:center;gap:var(--base-size-4) var(--base-size-8)}
.person-name .label{margin-left:auto}
.record{margin:0;font-size:var(--base-text-size-sm)}
.record div{display:flex;flex-wrap:wrap;gap:0 var(--base-size-16);padding:var(--base-size-4) 0}
.record dt{flex:0 0 8rem;color:var(--fgColor-muted)}
.record dd{flex:1 1 16rem;margin:0;overflow-wrap:anywhere}
@media (min-width:63rem){
.reader{grid-template-columns:minmax(0,1fr) 16rem;gap:var(--base-size-48)}
.reader-side{position:sticky;top:var(--base-size-24);align-self:start;padding:0;border:0}
}
@media (max-width:40rem){
.question,.explained{padding:var(--base-size-12)}
.question pre,.explained pre{padding:var(--base-size-8);font-size:var(--base-text-size-xs);white-space:pre-wrap;overflow-wrap:anywhere}
.option{padding-left:0;padding-right:0}
}
`;
