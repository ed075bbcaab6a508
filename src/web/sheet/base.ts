/** Text, page frame and landmarks. */
export const baseRules = /* css */ `
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding:var(--base-size-16) 0 var(--base-size-96)}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;background:var(--bgColor-default);color:var(--fgColor-default);font:var(--base-text-size-md)/var(--base-text-lineHeight-normal) var(--fontStack-sansSerif);overflow-wrap:break-word}
h1,h2,h3,h4,h5,h6{margin:var(--base-size-24) 0 var(--base-size-8);line-height:var(--base-text-lineHeight-tight);font-weight:var(--base-text-weight-semibold)}
h1{margin:0 0 var(--base-size-16);font-size:1.75rem}
h2{margin:var(--base-size-32) 0 var(--base-size-12);font-size:var(--base-text-size-lg)}
h3,h4,h5,h6{font-size:var(--base-text-size-md)}
p,ul,ol,blockquote,pre,table{margin:0 0 var(--base-size-16)}
ul,ol{padding-left:var(--base-size-24)}
li+li{margin-top:var(--base-size-4)}
a{color:var(--fgColor-link);text-decoration:underline;text-underline-offset:.2em;text-decoration-thickness:from-font}
a:hover{text-decoration-thickness:2px}
code,pre{font-family:var(--fontStack-monospace);font-size:.85em}
pre code{font-size:inherit}
:focus-visible{outline:2px solid var(--focus-outlineColor);outline-offset:2px;border-radius:var(--borderRadius-small)}
main:focus{outline:none}
.lead{font-size:1.125rem;color:var(--fgColor-muted)}
.small{font-size:var(--base-text-size-sm)}
.muted{color:var(--fgColor-muted)}
.break{overflow-wrap:anywhere}
.icon{flex:none;vertical-align:text-bottom}
.skip{position:absolute;left:var(--base-size-16);top:-6rem;z-index:2;padding:var(--base-size-8) var(--base-size-16);background:var(--bgColor-default);border:var(--border-default);border-radius:var(--borderRadius-default)}
.skip:focus{top:var(--base-size-8)}
.header{background:var(--bgColor-inset);border-bottom:var(--border-default)}
.header-row{display:flex;flex-wrap:wrap;align-items:center;gap:var(--base-size-8) var(--base-size-24);max-width:72rem;margin:0 auto;padding:var(--base-size-12) var(--base-size-24)}
.header a{color:var(--fgColor-default);text-decoration:none}
.header a:hover{text-decoration:underline}
.brand{display:inline-flex;align-items:center;gap:var(--base-size-8);font-weight:var(--base-text-weight-semibold)}
.brand .icon{color:var(--fgColor-success)}
.header nav{font-size:var(--base-text-size-sm)}
.header-end{display:flex;align-items:center;gap:var(--base-size-12);margin-left:auto;font-size:var(--base-text-size-sm)}
.login{color:var(--fgColor-muted)}
main{flex:1}
.page{max-width:50rem;margin:0 auto;padding:var(--base-size-32) var(--base-size-24) var(--base-size-48)}
.page-wide{max-width:72rem}
.footer{padding:var(--base-size-24);border-top:var(--border-muted);text-align:center;color:var(--fgColor-muted);font-size:var(--base-text-size-xs)}
.breadcrumb{margin:0 0 var(--base-size-8);font-size:var(--base-text-size-sm)}
.breadcrumb a+a{margin-left:var(--base-size-12)}
@media (max-width:40rem){
h1{font-size:1.5rem}
.header-row,.page{padding-left:var(--base-size-16);padding-right:var(--base-size-16)}
.page{padding-top:var(--base-size-24)}
.login{display:none}
}
@media print{.header,.footer,.reader-side,.paging,.bar{display:none}}
`;
