import type { z } from 'zod';
import { cutText } from '../article/cut-text.ts';
import { describeIssue } from '../settings/plugin-settings.ts';

const LONGEST = 500;

/** What is wrong with a part of a request, in our words. */
export function describeIssues(part: string, { issues }: z.ZodError): string {
  const said = issues.map((issue) => `${issue.path.join('.') || part}: ${inOurWords(issue)}`);
  return cutText(said.join('; '), LONGEST);
}

function inOurWords(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `${issue.keys.join(', ')} is not known here`;
  if (issue.code === 'invalid_type' && /received undefined$/.test(issue.message)) return 'is missing';
  if (issue.code === 'too_small' && issue.origin === 'string') return 'is empty';
  if (issue.code === 'too_big' && issue.origin === 'string')
    return `is too long; write ${issue.maximum} characters or less`;
  return describeIssue(issue);
}
