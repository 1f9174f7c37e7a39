/** A row a credit line: the agencies it names, in its order. */
export const CREDITS: readonly (readonly [line: string, agencies: string])[] = [
  ['REUTERS, AFP', 'reuters afp'],
  ['Reuters/AFP', 'reuters afp'],
  ['AFP and Reuters', 'afp reuters'],
  ['AFP et Reuters', 'afp reuters'],
  ['mit Material von AFP/dpa', 'afp dpa'],
  ['avec AFP', 'afp'],
  ['NTB-AFP-DPA', 'ntb afp dpa'],
  ['EFE y AP', 'efe ap'],
  ['أ ف ب', 'afp'],
  ['رويترز', 'reuters'],
  ['Quelle: dpa', 'dpa'],
  ['Staff and wire services', ''],
];
