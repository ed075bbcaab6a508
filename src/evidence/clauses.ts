import type { Mapping } from "../training/mapping/mapping.ts";
import type { Report } from "./report.ts";

type Clause = Report["clauses"][number];

/** Clauses by the ids of `content/controls.yml`. An organisation's own file may have others. */
export const SOC_CC1_4: Clause = { framework: "soc-2", ref: "CC1.4" };
export const SOC_CC2_2: Clause = { framework: "soc-2", ref: "CC2.2" };
export const SOC_CC7_3: Clause = { framework: "soc-2", ref: "CC7.3" };
export const SOC_CC7_4: Clause = { framework: "soc-2", ref: "CC7.4" };
export const SOC_CC6_2: Clause = { framework: "soc-2", ref: "CC6.2" };
export const ISO_6_3: Clause = { framework: "iso-27001", ref: "A.6.3" };
export const ISO_8_28: Clause = { framework: "iso-27001", ref: "A.8.28" };
export const PCI_12_6_3_2: Clause = { framework: "pci-dss", ref: "12.6.3.2" };
export const NIST_AT_3: Clause = { framework: "nist-800-53", ref: "AT-3" };
export const NIST_AT_4: Clause = { framework: "nist-800-53", ref: "AT-4" };
export const NIST_IR_2: Clause = { framework: "nist-800-53", ref: "IR-2" };
export const NIST_AU_9: Clause = { framework: "nist-800-53", ref: "AU-9(3)" };
export const SAMM_1: Clause = { framework: "owasp-samm", ref: "G-EG-1-A" };
export const SAMM_3: Clause = { framework: "owasp-samm", ref: "G-EG-3-A" };

/** Those for which something is taught: who completed it is evidence for each of them. */
export function taughtClauses({ frameworks }: Mapping): readonly Clause[] {
  return frameworks.flatMap(({ id: framework, clauses }) =>
    clauses.filter(({ content }) => content.length > 0).map(({ ref }) => ({ framework, ref })),
  );
}
