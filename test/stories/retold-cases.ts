import { type DeskCase, reuters } from './desk-cases.ts';

const SPELLED = (town: string): string =>
  `A storm hit three districts of ${town} overnight and injured seven people, the mayor said on Friday. Winds reached 141 km/h at the harbour, where two cranes fell. A school and two blocks of flats lost their roofs. Trains will run again from noon, the railway said, and ferries in the evening. The last storm of this strength was eleven years ago, when the old pier was lost and the market hall stood under water for a week. The council meets on Saturday to talk about a wall along the quay, which the harbour master has asked for since then.`;

const FLOOD = (place: string): string =>
  `Trois personnes sont mortes vendredi dans ${place} après de fortes pluies, a annoncé la préfecture. Vingt routes sont coupées.`;

/** Short stories, each before anything else was seen: what is rare cannot be known yet. */
export const RETOLD_CASES: readonly DeskCase[] = [
  ...(
    [
      [
        'en',
        'a fire',
        (place) => [
          `Fire at ${place} refinery injures three`,
          `A fire broke out at the oil refinery of ${place} on Friday and injured three workers, the fire brigade said.`,
        ],
      ],
      [
        'en',
        'a road accident',
        (place) => [
          `Bus crash in ${place} kills 12`,
          `Twelve people were killed when a bus plunged into a ravine in ${place} on Friday, police said.`,
        ],
      ],
      [
        'de',
        'an earthquake',
        (place) => [
          `Beben der Stärke 5,2 erschüttert ${place}`,
          `Ein Erdbeben der Stärke 5,2 hat am Freitag die Insel ${place} erschüttert. Berichte über Schäden lagen zunächst nicht vor.`,
        ],
      ],
      [
        'en',
        'a warning',
        (place) => [
          `Snow closes roads in ${place}`,
          `Heavy snow closed 14 roads in ${place} on Friday, the traffic authority said, and schools in the mountains stayed shut.`,
        ],
      ],
    ] as const satisfies readonly (readonly [string, string, (place: string) => readonly [string, string]])[]
  ).map(([language, name, tell]) => ({
    name: `${name} in another place`,
    reason: 'the form is the same and the names are not',
    language,
    arrivals: [reuters('p1', ...tell('Verran')), reuters('p2', ...tell('Holm'), { at: 30, elsewhere: 'town-page' })],
  })),
  {
    name: 'a flood behind an elided article',
    reason: 'a name that is written together with its article is one',
    language: 'fr',
    arrivals: [
      reuters('i1', 'Inondations: trois morts dans le Gard', FLOOD('le Gard'), { agency: 'afp' }),
      reuters('i2', 'Inondations: trois morts dans l’Aude', FLOOD('l’Aude'), { at: 45, elsewhere: 'house' }),
    ],
  },
  {
    name: 'a decision of another bank',
    reason: 'the form is the same and the names are not: no correction of a name',
    language: 'en',
    arrivals: [
      reuters(
        'b1',
        'Verran Bank holds rates at 4.5%',
        'Verran’s central bank kept its key interest rate on hold at 4.5% on Friday, as expected by all of the economists in a poll.',
      ),
      reuters(
        'b2',
        'Holmbank holds rates at 4.5%',
        'Holm’s central bank kept its key interest rate on hold at 4.5% on Friday, as expected by all of the economists in a poll.',
        { at: 90 },
      ),
    ],
  },
  {
    name: 'a result of another match',
    reason: 'the form is the same and the names are not, though few stories were seen',
    language: 'en',
    arrivals: [
      reuters(
        'm1',
        'Wolves beat Leeds 2-1 in top league',
        'Wolves beat Leeds 2-1 in the top league on Friday with a late goal.',
      ),
      reuters(
        'm2',
        'Everton beat Fulham 3-1 in top league',
        'Everton beat Fulham 3-1 in the top league on Friday with two late goals.',
        { at: 15, elsewhere: 'sports-page' },
      ),
    ],
  },
  {
    name: 'a name spelled otherwise',
    reason: 'in a text of some length a name in another spelling makes no other story',
    language: 'en',
    arrivals: [
      reuters('n1', 'Verran says town hit by storm overnight', SPELLED('Verran')),
      reuters('n2', 'Veran says town hit by storm overnight', SPELLED('Veran'), {
        at: 30,
        elsewhere: 'house',
        expect: { action: 'spike', of: 0 },
      }),
    ],
  },
  {
    name: 'a rewrite under the code of its company',
    reason: 'the same company, figures and names in other words are the next version',
    language: 'en',
    arrivals: [
      reuters(
        'c1',
        'KESTREL GLASS <KGL> SELLS BOTTLE UNIT TO HOLM',
        'Kestrel Glass Inc said it agreed to sell its bottle unit to Holm AB of Sweden for 64 mln dlrs in cash.\n\nThe unit has 420 workers in Verran and had sales of 51 mln dlrs last year. The sale is expected to close in May.',
      ),
      reuters(
        'c2',
        'KESTREL <KGL> TO SELL BOTTLE BUSINESS FOR 64 MLN DLRS',
        'Kestrel Glass Inc said Holm AB of Sweden will buy its bottle business for 64 mln dlrs.\n\nThe Verran business employs 420 and had 51 mln dlrs in sales last year. Closing is set for May.',
        { at: 80, expect: { action: 'revise', relation: 'version', of: 0 } },
      ),
    ],
  },
  {
    name: 'a rewrite of a house',
    reason: 'the same names and figures in part of the same words: its line is that of the agency’s story',
    language: 'de',
    arrivals: [
      reuters(
        'd1',
        'Zwei Kräne im Hafen von Verran gesperrt',
        'Nach dem Fund von Rissen sind am Freitag zwei der vier Kräne im Hafen von Verran gesperrt worden. Das teilte die Hafengesellschaft mit. Die Reparatur werde etwa drei Wochen dauern und 1,2 Millionen Euro kosten, sagte Sprecherin Anja Holm. Schiffe aus Schweden würden nach Osterburg umgeleitet.',
        { agency: 'dpa' },
      ),
      reuters(
        'd2',
        'Risse entdeckt: Verran sperrt zwei seiner Kräne',
        'Zwei der vier Kräne im Hafen von Verran sind gesperrt. Risse waren entdeckt worden, teilte die Hafengesellschaft am Freitag mit. Rund drei Wochen werde die Reparatur dauern, sagte Sprecherin Anja Holm, und 1,2 Millionen Euro kosten. Nach Osterburg umgeleitet würden Schiffe aus Schweden.',
        { at: 60, elsewhere: 'house', expect: { action: 'publish', relation: 'near', rule: 'copy-sent' } },
      ),
    ],
  },
];
