/** Charts that are drawn on the server, and what stands around them. */
export const chartRules = /* css */ `
.chart{margin:0 0 var(--base-size-24)}
.chart figcaption{margin-bottom:var(--base-size-8);font-weight:var(--base-text-weight-semibold)}
.plot{display:block;max-width:100%;height:auto;font-family:var(--fontStack-sansSerif);overflow:visible}
.plot text{white-space:pre}
.plot-narrow{display:none}
.bars rect{stroke:var(--bgColor-default);stroke-width:1}
.share-area{fill-opacity:.2}
.share-line{stroke:var(--data-blue-color-emphasis);stroke-width:2}
.share-dot{fill:var(--data-blue-color-emphasis);stroke:var(--bgColor-default)}
.line-accent,.line-success,.line-danger{stroke-width:2}
.line-accent{stroke:var(--data-blue-color-emphasis)}
.line-success{stroke:var(--data-green-color-emphasis)}
.line-danger{stroke:var(--data-red-color-emphasis)}
.dot-accent{fill:var(--data-blue-color-emphasis)}
.dot-success{fill:var(--data-green-color-emphasis)}
.dot-danger{fill:var(--data-red-color-emphasis)}
.break-line{stroke:var(--fgColor-muted);stroke-dasharray:4 4}
.break-label{fill:var(--fgColor-muted)}
.tone-success{fill:var(--data-green-color-emphasis)}
.tone-accent{fill:var(--data-blue-color-emphasis)}
.tone-attention{fill:var(--data-yellow-color-emphasis)}
.tone-done{fill:var(--data-purple-color-emphasis)}
.tone-danger{fill:var(--data-red-color-emphasis)}
.tone-neutral{fill:var(--data-gray-color-emphasis)}
.texture{fill:none;stroke:var(--bgColor-default);stroke-width:1.5}
.legend{display:flex;flex-wrap:wrap;gap:var(--base-size-4) var(--base-size-16);padding:0;list-style:none;font-size:var(--base-text-size-sm)}
.legend li{display:flex;align-items:center;gap:var(--base-size-8);margin:0}
.short{white-space:nowrap}
.long{min-width:20rem}
.key{flex:none}
.gaps{padding:0;list-style:none}
.record+.table-scroll,.record+p,.actions+.panel,.table-scroll+.panel{margin-top:var(--base-size-16)}
.fields{display:flex;flex-wrap:wrap;align-items:flex-end;gap:0 var(--base-size-16);margin-bottom:var(--base-size-8)}
.fields .field{flex:1 1 11rem;max-width:18rem}
.fields .btn{margin-bottom:var(--base-size-16);min-height:var(--base-size-40)}
.tabs{display:flex;flex-wrap:wrap;gap:0 var(--base-size-16);margin:0 0 var(--base-size-24);padding:0;list-style:none;border-bottom:var(--border-default)}
.tabs li{margin:0}
.tabs a{display:block;padding:var(--base-size-8) 0;color:inherit;text-decoration:none}
.tabs a:hover{text-decoration:underline}
.tabs a[aria-current]{font-weight:var(--base-text-weight-semibold);box-shadow:inset 0 -2px var(--borderColor-accent-emphasis)}
.bytes{padding:var(--base-size-12);overflow-x:auto;border:var(--border-muted);border-radius:var(--borderRadius-default);background:var(--bgColor-muted);white-space:pre-wrap;overflow-wrap:anywhere}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,10rem),1fr));gap:var(--base-size-16);margin:0 0 var(--base-size-24)}
.figures div{padding:var(--base-size-12) var(--base-size-16);border:var(--border-default);border-radius:var(--borderRadius-default)}
.figures dt{color:var(--fgColor-muted);font-size:var(--base-text-size-sm)}
.figures dd{margin:0;font-size:var(--base-text-size-lg);font-weight:var(--base-text-weight-semibold)}
@media (max-width:40rem){
.plot-wide{display:none}
.plot-narrow{display:block}
}
`;
