/** What is printed: the certificate, on one page of A4 and in light colours whatever the screen has. */
export const recordRules = /* css */ `
.certificate{padding:var(--base-size-32);border:var(--border-default);border-radius:var(--borderRadius-default)}
.certificate>h1,.certificate>h1~p{text-align:center}
.certificate>h2~p{text-align:left}
.certificate-name{font-size:1.75rem;font-weight:var(--base-text-weight-semibold)}
.certificate-course{font-size:1.25rem;font-weight:var(--base-text-weight-semibold)}
@page{size:A4;margin:20mm}
@media print{
:root{color-scheme:light}
.no-print,.breadcrumb,.skip,.actions{display:none}
.page{max-width:none;padding:0}
.certificate{border:0;padding:0;break-inside:avoid}
}
`;
