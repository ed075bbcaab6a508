/** Buttons, labels, panels, fields and rows. Targets are 32 px high or more (WCAG 2.2, 2.5.8 asks for 24). */
export const controlRules = /* css */ `
.btn{display:inline-flex;align-items:center;justify-content:center;min-height:var(--base-size-36);padding:var(--base-size-4) var(--base-size-16);border:var(--borderWidth-default) solid var(--button-default-borderColor-rest);border-radius:var(--borderRadius-default);background:var(--button-default-bgColor-rest);color:var(--button-default-fgColor-rest);font:var(--base-text-weight-medium) var(--base-text-size-sm)/1.4 var(--fontStack-sansSerif);text-align:center;text-decoration:none;cursor:pointer}
.btn:hover{background:var(--button-default-bgColor-hover);text-decoration:none}
.btn:active{background:var(--button-default-bgColor-active)}
.btn-primary{border-color:var(--button-primary-borderColor-rest);background:var(--button-primary-bgColor-rest);color:var(--button-primary-fgColor-rest)}
.btn-primary:hover{background:var(--button-primary-bgColor-hover)}
.btn-primary:active{background:var(--button-primary-bgColor-active)}
.btn-small{min-height:var(--base-size-32);padding:0 var(--base-size-12)}
.actions{display:flex;flex-wrap:wrap;gap:var(--base-size-8)}
.actions:empty{display:none}
.label{display:inline-flex;align-items:center;gap:var(--base-size-4);padding:1px var(--base-size-8);border:var(--borderWidth-default) solid var(--borderColor-default);border-radius:var(--borderRadius-full);font-size:var(--base-text-size-xs);font-weight:var(--base-text-weight-medium);line-height:1.6;white-space:nowrap}
.label .icon{width:12px;height:12px}
.label-neutral{color:var(--fgColor-muted)}
.label-accent{color:var(--fgColor-accent);border-color:var(--borderColor-accent-emphasis)}
.label-success{color:var(--fgColor-success);border-color:var(--borderColor-success-emphasis)}
.label-attention{color:var(--fgColor-attention);border-color:var(--borderColor-attention-emphasis)}
.label-danger{color:var(--fgColor-danger);border-color:var(--borderColor-danger-emphasis)}
.panel .label{background:var(--bgColor-default)}
.panel{margin:0 0 var(--base-size-24);padding:var(--base-size-16) var(--base-size-20);border:var(--border-default);border-radius:var(--borderRadius-default);background:var(--bgColor-muted)}
.panel h2{margin-bottom:var(--base-size-8)}
.panel>:first-child{margin-top:0}
.panel>:last-child{margin-bottom:0}
.panel .lead{color:inherit}
.panel .muted{color:inherit}
.panel-accent{background:var(--bgColor-accent-muted);border-color:var(--borderColor-accent-muted)}
.panel-success{background:var(--bgColor-success-muted);border-color:var(--borderColor-success-muted)}
.panel-attention{background:var(--bgColor-attention-muted);border-color:var(--borderColor-attention-muted)}
.panel-danger{background:var(--bgColor-danger-muted);border-color:var(--borderColor-danger-muted)}
.panel-accent a:not(.btn),.panel-success a:not(.btn),.panel-attention a:not(.btn),.panel-danger a:not(.btn){color:var(--fgColor-default)}
.error{margin:0 0 var(--base-size-8);color:var(--fgColor-danger);font-size:var(--base-text-size-sm);font-weight:var(--base-text-weight-semibold)}
.field{margin-bottom:var(--base-size-16)}
.field label{font-weight:var(--base-text-weight-semibold)}
.field p{margin-bottom:var(--base-size-8)}
.field input,.field select,.field textarea{display:block;width:100%;max-width:28rem;min-height:var(--base-size-40);padding:var(--base-size-4) var(--base-size-12);border:var(--borderWidth-default) solid var(--borderColor-emphasis);border-radius:var(--borderRadius-default);background:var(--bgColor-default);color:inherit;font:inherit}
.field .code-field{max-width:none;font:var(--base-text-size-sm)/1.5 var(--fontStack-monospace);white-space:pre;overflow:auto}
.field input[type=checkbox]{display:inline;width:auto;min-height:0}
.field label{display:block}
.field input[aria-invalid]{border-color:var(--borderColor-danger-emphasis)}
.search{display:flex;flex-wrap:wrap;align-items:flex-end;gap:0 var(--base-size-8)}
.search .field{flex:1 1 12rem;max-width:28rem}
.search .btn{min-height:var(--base-size-40);margin-bottom:var(--base-size-16)}
.rows{margin:0 0 var(--base-size-24);padding:0;list-style:none;border:var(--border-default);border-radius:var(--borderRadius-default)}
.row{display:flex;flex-wrap:wrap;align-items:center;gap:var(--base-size-4) var(--base-size-12);padding:var(--base-size-12) var(--base-size-16)}
.rows>li{margin:0}
.rows>li+li{border-top:var(--border-muted)}
.row-title{font-weight:var(--base-text-weight-semibold);text-decoration:none}
.row-title:hover{text-decoration:underline}
.row-text{flex:1 1 16rem}
.row-text p{margin:0}
.row-end{margin-left:auto}
ol.rows{counter-reset:row}
ol.rows .row::before{counter-increment:row;content:counter(row);min-width:var(--base-size-24);color:var(--fgColor-muted);font-size:var(--base-text-size-sm);text-align:right}
ol.rows .row-title{flex:1 1 12rem}
`;
