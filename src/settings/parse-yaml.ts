import { isAlias, isMap, LineCounter, type Node, parseDocument, visit } from 'yaml';

const MOST_PROBLEMS = 20;
const MOST_ALIASES = 100;
const MAX_DEPTH = 30;
const MAX_NODES = 100_000;

export type KeyPath = readonly PropertyKey[];

/** A settings file as YAML gives it. */
export interface ParsedYaml {
  readonly value: unknown;
  /** The line of a key, counted from 1; the line of what is around it where the key itself is not in the file. */
  lineOf(keyPath: KeyPath): number | null;
}

/** Something that is wrong in the file itself. */
export interface YamlProblem {
  readonly line: number | null;
  readonly problem: string;
}

/**
 * Reads YAML as a settings file may use it: no tags of its own, anchors that end, no bombs.
 * @returns the value, or every problem with its line
 */
export function parseYaml(text: string): ParsedYaml | { readonly problems: readonly YamlProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const problems: YamlProblem[] = [...document.errors, ...document.warnings].slice(0, MOST_PROBLEMS).map((error) => ({
    line: lineAt(error.pos[0]),
    problem: describeYamlError(error.code, error.message),
  }));
  if (problems.length === 0) problems.push(...findTricks(document, lineAt));
  if (problems.length > 0) return { problems };
  return {
    value: document.toJS({ maxAliasCount: MOST_ALIASES }) ?? {},
    lineOf(keyPath) {
      for (let length = keyPath.length; length > 0; length -= 1) {
        const node = document.getIn(keyPath.slice(0, length), true) as { range?: [number] } | undefined;
        if (node?.range) return lineAt(node.range[0]);
      }
      return isMap(document.contents) ? lineAt(document.contents.range?.[0] ?? 0) : null;
    },
  };
}

const YAML_ERRORS: Readonly<Record<string, string>> = {
  TAG_RESOLVE_FAILED: 'a tag (!…) is not known here; write the plain value',
  DUPLICATE_KEY: 'a key stands twice; keep one of them',
  TAB_AS_INDENT: 'a tab indents this line; indent with spaces',
  BAD_INDENT: 'the line is indented otherwise than its neighbours',
  MULTIPLE_DOCS: 'there are several documents (---); keep one',
};

function describeYamlError(code: string, message: string): string {
  if (/call stack/.test(message)) return `there are more than ${MAX_DEPTH} levels; a settings file has fewer`;
  return YAML_ERRORS[code] ?? (message.split(' at line ')[0] ?? message).split('\n')[0] ?? message;
}

/** Anchors and aliases that would never end, or end as too much. */
function findTricks(document: ReturnType<typeof parseDocument>, lineAt: (offset: number) => number): YamlProblem[] {
  const problems: YamlProblem[] = [];
  const counted = { nodes: 0, aliases: 0 };
  const anchors = new Map<string, Node>();
  const report = (node: { range?: readonly number[] | null }, problem: string): void => {
    if (problems.length < MOST_PROBLEMS)
      problems.push({ line: node.range ? lineAt(node.range[0] ?? 0) : null, problem });
  };
  visit(document, {
    Node(_, node, path) {
      counted.nodes += 1;
      if (counted.nodes > MAX_NODES || path.length > 2 * MAX_DEPTH) {
        report(node, `the file has more than ${MAX_NODES} values or ${MAX_DEPTH} levels; a settings file is smaller`);
        return visit.BREAK;
      }
      if (!isAlias(node)) {
        if ('anchor' in node && typeof node.anchor === 'string') anchors.set(node.anchor, node as Node);
        return undefined;
      }
      counted.aliases += 1;
      const problem = problemOfAlias(node.source, anchors.get(node.source), path);
      if (problem !== null) report(node, problem);
      if (counted.aliases <= MOST_ALIASES) return undefined;
      report(node, `there are more than ${MOST_ALIASES} aliases; write the values instead`);
      return visit.BREAK;
    },
  });
  if (problems.length > 0 || counted.aliases === 0) return problems;
  return isTooMuchWrittenOut(document)
    ? [{ line: null, problem: 'the aliases (*…) make too many values; write them out' }]
    : [];
}

function problemOfAlias(name: string, anchor: Node | undefined, path: readonly unknown[]): string | null {
  if (anchor === undefined) return `there is no anchor &${name} before *${name}`;
  return path.includes(anchor) ? `*${name} names what it stands in; write the value instead` : null;
}

function isTooMuchWrittenOut(document: ReturnType<typeof parseDocument>): boolean {
  try {
    document.toJS({ maxAliasCount: MOST_ALIASES });
    return false;
  } catch {
    return true;
  }
}
