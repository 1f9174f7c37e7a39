/**
 * The parameters by which two addresses of one story differ, or nothing where more than the values of parameters differ.
 * What is no address has none.
 */
export function changingParameters(before: string, after: string): readonly string[] {
  const [one, other] = [before, after].map(parametersOf);
  if (one === undefined || other === undefined || one.rest !== other.rest) return [];
  const names = new Set([...one.values.keys(), ...other.values.keys()]);
  return [...names].filter((name) => one.values.get(name) !== other.values.get(name));
}

function parametersOf(address: string): { rest: string; values: ReadonlyMap<string, string> } {
  const [rest = '', query = ''] = address.split('?', 2);
  const pairs = query.split('&').map((pair) => [pair.split('=', 1)[0] ?? '', pair] as const);
  return { rest, values: new Map(pairs.filter(([name]) => name !== '')) };
}

/** An address or id without the parameters that change. */
export function withoutParameters(address: string, changing: ReadonlySet<string>): string {
  const { rest, values } = parametersOf(address);
  const kept = [...values].filter(([name]) => !changing.has(name)).map(([, pair]) => pair);
  return kept.length === 0 ? rest : `${rest}?${kept.join('&')}`;
}
