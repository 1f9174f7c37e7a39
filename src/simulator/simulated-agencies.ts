import afp from './agencies/afp.ts';
import ap from './agencies/ap.ts';
import type { SimulatedAgency } from './agencies/contract/agency.ts';
import dpa from './agencies/dpa.ts';
import reutersConnect from './agencies/reuters-connect.ts';
import reutersRmd from './agencies/reuters-rmd.ts';

/** The agencies whose interfaces can be played, by name. */
export const SIMULATED_AGENCIES: ReadonlyMap<string, SimulatedAgency> = new Map(
  [afp, reutersConnect, reutersRmd, ap, dpa].map((each) => [each.name, each]),
);
