/** A course's Markdown. */
export const proseRules = /* css */ `
.page>.prose{margin-bottom:var(--base-size-16)}
.prose>:first-child{margin-top:0}
.prose>:last-child{margin-bottom:0}
.prose h2{padding-bottom:var(--base-size-8);border-bottom:var(--border-muted)}
.prose code,.prose-line code{padding:.15em .35em;border-radius:var(--borderRadius-small);background:var(--bgColor-neutral-muted);-webkit-box-decoration-break:clone;box-decoration-break:clone}
.prose pre{padding:var(--base-size-16);overflow-x:auto;border:var(--border-muted);border-radius:var(--borderRadius-default);background:var(--bgColor-muted);line-height:1.45}
.prose pre code{padding:0;background:none}
code .c{color:var(--prettylights-syntax-comment)}
code .k{color:var(--prettylights-syntax-keyword)}
code .s{color:var(--prettylights-syntax-string)}
code .n{color:var(--prettylights-syntax-constant)}
code .f{color:var(--prettylights-syntax-entity)}
code .t{color:var(--prettylights-syntax-entity-tag)}
code .i{color:var(--prettylights-syntax-markup-inserted-text)}
code .d{color:var(--prettylights-syntax-markup-deleted-text)}
.pair{margin-bottom:var(--base-size-24)}
.half{margin:0 0 var(--base-size-16)}
.half figcaption{margin-bottom:var(--base-size-4);font-size:var(--base-text-size-sm)}
.half pre{margin:0}
.pair summary{padding:var(--base-size-4) 0;cursor:pointer;font-size:var(--base-text-size-sm)}
.reader-text>*,.reader-text .prose>*{max-width:40rem}
.reader-text>.prose,.reader-text .prose>pre,.reader-text .prose>.pair,.reader-text .table-scroll{max-width:none}
.reader-text>.prose{margin-bottom:var(--base-size-24)}
.prose blockquote{padding-left:var(--base-size-16);border-left:4px solid var(--borderColor-default);color:var(--fgColor-muted)}
.table-scroll{margin-bottom:var(--base-size-16);overflow-x:auto}
.table-scroll table{margin:0}
caption{margin-bottom:var(--base-size-8);text-align:left}
table{border-collapse:collapse;font-size:var(--base-text-size-sm)}
th,td{padding:var(--base-size-8) var(--base-size-12);border:var(--border-default);text-align:left;vertical-align:top}
td time,th time{white-space:nowrap}
thead th{background:var(--bgColor-muted);font-weight:var(--base-text-weight-semibold)}
.diff{padding:var(--base-size-16);border:var(--border-muted);border-radius:var(--borderRadius-default);white-space:pre-wrap;overflow-wrap:anywhere}
.diff>*{display:block;text-decoration:none}
.diff del{background:var(--bgColor-danger-muted)}
.diff ins{background:var(--bgColor-success-muted)}
@media (max-width:40rem){
.table-scroll td:not(.align-right){min-width:7rem}
.table-scroll th[scope=row]{min-width:6rem}
.table-scroll td:has(ul){min-width:20rem}
}
.align-center{text-align:center}
.align-right{text-align:right}
`;
